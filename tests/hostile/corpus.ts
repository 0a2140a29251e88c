import { utf8 } from "#crypto";

/** What a member's own program can seal in place of a record, and how it is taken. */
export interface Bad {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The schema that its leaf names, where it is not that of records. */
  readonly schema?: number;
  /** A newer program's: there, and shown by nobody. All else is counted as unreadable. */
  readonly newer?: true;
}

/** Records that are none, made of a true one: `code` of its type, what it says, and when it was written. */
export function corpus(
  { code, check }: { readonly code: number; readonly check: (value: unknown) => boolean },
  payload: object,
  at: number,
): readonly Bad[] {
  const text = JSON.stringify([code, payload, at]);
  const of = (value: unknown, when: unknown = at): string => JSON.stringify([code, value, when]);
  const inside = (fields: string): string => text.replace("{", `{${fields},`);
  const [first = "label"] = Object.keys(payload);
  const texts: { readonly [name: string]: string } = {
    "__proto__ as a field": inside('"__proto__":{"admin":true}'),
    "constructor as a field": inside('"constructor":{"prototype":{"admin":true}}'),
    "a field twice": inside(`"${first}":"somebody else"`),
    NaN: text.replace(/\d+\]$/, "NaN]"),
    "a number beyond all numbers": text.replace(/\d+\]$/, "1e999]"),
    "minus nothing": text.replace(/\d+\]$/, "-0]"),
    "a time before all time": of(payload, -1),
    "a time that is no whole number": of(payload, 1.5),
    "a string of two hundred thousand letters": of({ ...payload, [first]: "x".repeat(200_000) }),
    "nested twenty thousand deep": `[${code},${"[".repeat(20_000)}${"]".repeat(20_000)},${at}]`,
    "objects nested five thousand deep": `[${code},${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)},${at}]`,
    "a field that there is not": inside('"isAdmin":true'),
    "a space in front": ` ${text}`,
    "written otherwise": text.replaceAll(",", ", "),
    "four elements": JSON.stringify([code, payload, at, at]),
    "no list": JSON.stringify(payload),
    null: "null",
    nothing: "",
    "a byte-order mark": `\ufeff${text}`,
    HTML: "<script>alert(1)</script>",
    "a code that is a word": JSON.stringify(["bed", payload, at]),
    ...Object.fromEntries(
      Object.keys(payload).flatMap((field) =>
        [null, [], {}, true, 7.5, { toString: 1 }]
          .filter((value) => !check({ ...payload, [field]: value }))
          .map((value) => [
            `${JSON.stringify(value)} as ${field}`,
            of({ ...payload, [field]: value }),
          ]),
      ),
    ),
  };
  return [
    ...Object.entries(texts).map(([name, one]) => ({ name, bytes: utf8(one) })),
    { name: "no text", bytes: Uint8Array.of(0xff, 0xfe, 0xc0, 0x80) },
    { name: "an overlong letter", bytes: Uint8Array.of(...utf8(text), 0xc0, 0xaf) },
    { name: "a type of tomorrow", bytes: utf8(JSON.stringify([60_000, payload, at])), newer: true },
    { name: "a schema of tomorrow", bytes: utf8(text), schema: 9, newer: true },
  ];
}
