import {
  type Hash,
  type Head,
  type HeadSigner,
  type LogHead,
  type OrgId,
  appendLeaf,
  consistencyProof,
  emptyFrontier,
  formatNote,
  headOf,
  headSigner,
  headsLeaf,
  inclusionProof,
  signCheckpoint,
} from "#crypto";
import { headsProofReply, headsProofRequest, headsReply, headsRequest } from "#contract/heads.ts";

/** Answers some requests in the server's place; undefined lets one through. */
export type Lie = (
  path: string,
  body: Uint8Array,
) => Promise<Response | undefined> | Response | undefined;

/** A network on which some requests are answered by somebody else. Told nothing, it is the real one. */
export class LyingNetwork {
  lie: Lie = () => undefined;
  /** Lets the request that is being answered through after all, to see what the server would say. */
  pass: () => Promise<Response> = () => Promise.reject(new Error("nothing was asked"));
  /** Paths asked for, in order. */
  readonly asked: string[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    this.asked.push(pathname);
    this.pass = () => fetch(input, init);
    const body = init?.body instanceof Uint8Array ? init.body : new Uint8Array(0);
    return (await this.lie(pathname, body)) ?? fetch(input, init);
  };

  /** How often a path was asked for. */
  count(path: string): number {
    return this.asked.filter((one) => one === path).length;
  }
}

/** A frame as the server would send it. */
export const frame = (bytes: Uint8Array): Response => new Response(bytes.slice());

/** An error as the server would send it. */
export const failure = (status = 500, code = "our-fault"): Response =>
  Response.json({ code }, { status });

/** A heads log of somebody who holds the server's log key and writes into it what she likes. */
export class ForgedHeads {
  readonly #org: OrgId;
  readonly #signer: HeadSigner;
  readonly lines: { readonly list: readonly LogHead[]; readonly leaf: Hash }[] = [];

  constructor(org: OrgId, logSeed: Uint8Array) {
    this.#org = org;
    this.#signer = headSigner(logSeed);
  }

  append(list: readonly LogHead[]): void {
    this.lines.push({ list, leaf: headsLeaf(list) });
  }

  head(size = this.lines.length): Head {
    const leaves = this.lines.slice(0, size).map(({ leaf }) => leaf);
    return headOf(leaves.reduce(appendLeaf, emptyFrontier));
  }

  note(size = this.lines.length): string {
    return formatNote(signCheckpoint(this.#org, this.head(size), this.#signer));
  }

  /** Answers for the server, as if the log had so many lines as `size` makes of what the asker knows. */
  lie(sizeFor: (known: number) => number = () => this.lines.length): Lie {
    const leaves = (): Hash[] => this.lines.map(({ leaf }) => leaf);
    return (path, body) => {
      const known = path === "/v1/heads" ? headsRequest.decode(body) : undefined;
      if (known !== undefined) {
        const size = sizeFor(known.newest);
        const list = this.lines[size - 1]?.list ?? [];
        const proof = inclusionProof(leaves().slice(0, size), size - 1);
        const newest = { note: this.note(size), stands: { list, path: proof } };
        return frame(headsReply.encode({ newest, cosigned: undefined }));
      }
      const asked = path === "/v1/heads/proof" ? headsProofRequest.decode(body) : undefined;
      if (asked === undefined) return undefined;
      const hashes = consistencyProof(leaves().slice(0, asked.to), asked.from);
      return frame(headsProofReply.encode({ hashes }));
    };
  }
}
