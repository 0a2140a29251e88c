import { readFile } from "node:fs/promises";

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

/** Addresses, headers and bodies of a recording as they went over the wire; undefined where the file is no HAR. */
export async function bodiesOf(
  path: string,
): Promise<{ readonly exchanges: number; readonly parts: readonly Buffer[] } | undefined> {
  try {
    const read = JSON.parse(await readFile(path, "utf8")) as { log: { entries: Exchange[] } };
    const { entries } = read.log;
    return { exchanges: entries.length, parts: partsOf(entries) };
  } catch {
    return undefined;
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
