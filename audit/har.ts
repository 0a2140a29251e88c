import { readFile, stat } from "node:fs/promises";
import { type Result, err, ok } from "#crypto/verify";

/** One recorded exchange, as HAR 1.2 writes it. */
interface Exchange {
  readonly request: {
    readonly url: string;
    readonly headers?: readonly { readonly name: string; readonly value: string }[];
    readonly postData?: { readonly text?: string };
  };
  readonly response: {
    readonly headers?: readonly { readonly name: string; readonly value: string }[];
    readonly content?: { readonly text?: string; readonly encoding?: string };
  };
}

/** What a recording holds. */
interface Recording {
  readonly exchanges: number;
  readonly parts: readonly Buffer[];
}

/** Bytes of the largest recording: JSON is read as a whole, in several times the memory. */
const mostBytes = 128 << 20;

/** Addresses, headers and bodies of a recording as they went over the wire. The error is a sentence. */
export async function bodiesOf(path: string): Promise<Result<Recording, string>> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) {
      return err(
        `${path} has more than ${mostBytes >> 20} MB, which is more than I read of a recording: record a visit in several parts.`,
      );
    }
    const read = JSON.parse(await readFile(path, "utf8")) as { log: { entries: Exchange[] } };
    const { entries } = read.log;
    return ok({ exchanges: entries.length, parts: partsOf(entries) });
  } catch {
    return err(`${path} is no recording of a browser (HAR) that I can read.`);
  }
}

const partsOf = (entries: readonly Exchange[]): readonly Buffer[] =>
  entries.flatMap(({ request, response }) => {
    const headers = [...(request.headers ?? []), ...(response.headers ?? [])];
    const { text = "", encoding } = response.content ?? {};
    return [
      Buffer.from(request.url),
      Buffer.from(headers.map(({ name, value }) => `${name}: ${value}`).join("\n")),
      Buffer.from(request.postData?.text ?? ""),
      Buffer.from(text, encoding === "base64" ? "base64" : "utf8"),
    ];
  });
