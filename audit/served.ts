import { type IncomingMessage, Agent as PlainAgent, get as getPlain } from "node:http";
import { Agent as SecretAgent, get as getSecret } from "node:https";
import zlib from "node:zlib";

/** What browsers say that they take: nothing compressed, each way alone, and all of them at once as most do. */
export const forms = ["identity", "gzip", "br", "gzip, deflate, br, zstd"] as const;

/** Longest file that is read, on the wire and decompressed. */
const longest = 64 << 20;

/** A file as it came for one form: its bytes as a browser sees them, or in words what came in their place. */
export interface Given {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How it was compressed on the wire. */
  readonly encoding: string;
  readonly bytes: Uint8Array | undefined;
  /** Where there are no bytes: "missing", to be read after the file's name and "is". */
  readonly lacks: string | undefined;
}

const agents = {
  plain: new PlainAgent({ keepAlive: true, maxSockets: 4 }),
  secret: new SecretAgent({ keepAlive: true, maxSockets: 4 }),
};

/** Asks for an address in one form, and follows nothing; undefined where nobody answers. */
export async function giveMe(url: URL, form: string): Promise<Given | undefined> {
  const reply = await asked(url, form).catch(() => undefined);
  if (reply === undefined) return undefined;
  const { headers, statusCode: status = 0 } = reply;
  const encoding = headers["content-encoding"] ?? "identity";
  const raw = await bodyOf(reply).catch(() => undefined);
  const without = (lacks: string): Given => ({ headers, encoding, bytes: undefined, lacks });
  if (status === 404) return without("missing");
  if (status !== 200) return without(`answered with status ${status}`);
  if (raw === undefined) return without("cut off, or longer than any file of a client");
  const bytes = decompressed(raw, encoding);
  return bytes === undefined
    ? without(`compressed so that I cannot read it (${JSON.stringify(encoding.slice(0, 40))})`)
    : { headers, encoding, bytes, lacks: undefined };
}

/** Some proxies compress with zstd, which older Node cannot read. */
const openers = new Map<
  string,
  ((bytes: Uint8Array, within: { maxOutputLength: number }) => Buffer) | undefined
>([
  ["br", zlib.brotliDecompressSync],
  ["gzip", zlib.gunzipSync],
  ["deflate", zlib.inflateSync],
  ["zstd", zlib.zstdDecompressSync],
]);

/** The bytes behind a compression that browsers know; undefined for any other, for what is broken or too long. */
export function decompressed(bytes: Uint8Array, encoding: string): Uint8Array | undefined {
  if (encoding === "identity") return bytes;
  try {
    return openers.get(encoding)?.(bytes, { maxOutputLength: longest });
  } catch {
    return undefined;
  }
}

function asked(url: URL, form: string): Promise<IncomingMessage> {
  const headers = { "accept-encoding": form };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === "https:"
        ? getSecret(url, { agent: agents.secret, headers, timeout: 60_000 }, resolve)
        : getPlain(url, { agent: agents.plain, headers, timeout: 60_000 }, resolve);
    request.on("timeout", () => request.destroy(new Error("no answer")));
    request.on("error", reject);
  });
}

async function bodyOf(reply: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of reply as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longest) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Lets go of the connections that were kept. */
export function endAsking(): void {
  agents.plain.destroy();
  agents.secret.destroy();
}
