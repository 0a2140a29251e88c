import { type Reader, Writer, parse } from "#crypto/verify";

/** A binary frame: its writer, and a total reader that gives undefined for anything that is not exactly one. */
export interface Codec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T | undefined;
}

/** A codec of a pair of functions over crypto's reader and writer, which are named like the value's fields. */
export const codec = <T>(
  write: (writer: Writer, value: T) => void,
  read: (reader: Reader) => T,
): Codec<T> => ({
  encode(value) {
    const writer = new Writer();
    write(writer, value);
    return writer.done();
  },
  decode: (bytes) => parse(bytes, read),
});
