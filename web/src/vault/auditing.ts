import { type OrgId, err, formatNote, formatNoteKey, ok, signNote, utf8 } from "#crypto";
import { type Kept, keptOf, noteTextOf, reportOf, reportText } from "#audit/reported.ts";
import { checkLogs } from "#audit/logs.ts";
import { Progress } from "#audit/progress.ts";
import { type Calls, ServerSource } from "#audit/server-source.ts";
import type { Codec } from "#contract/codec.ts";
import type { Audit } from "./engine.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";

/**
 * The auditor's check in the browser: the very one of the command-line tool over what a server shows, and her signature
 * over what came of it. It reads everything anew and believes nothing of what the client had read before, except where
 * the list of all logs had stood.
 */
export async function audit(
  {
    follow,
    heads,
    origin,
  }: { readonly follow: Follow; readonly heads: HeadsWatch; readonly origin: string },
  clock: () => number,
  tell: (audit: Audit) => void,
): Promise<void> {
  const { keyring, book } = follow;
  const began = new Date(clock());
  tell({ is: "looking", done: 0 });
  const progress = new Looking((done, of) => tell({ is: "looking", done, of }));
  const source = new ServerSource(callsOf(follow, origin), book.org);
  const newest = heads.believed?.newest.head;
  const by = "this device, before,";
  const earlier = newest === undefined ? [] : [{ org: book.org as OrgId, by, ...newest }];
  let kept: Kept;
  try {
    const outcome = await checkLogs(source, { progress, earlier });
    kept = keptOf(outcome, { from: source.name, began, now: new Date(clock()) });
  } catch (error) {
    return tell({ is: "failed", why: error instanceof Error ? error.message : "" });
  }
  const { signPublic: key, signSecret: secret } = keyring.identity;
  const signer = { name: `auditor-${keyring.member.slice(0, 8)}`, key, secret };
  const report = reportOf(new Map([["logs", kept]]), {
    wanted: ["logs"],
    key: formatNoteKey(signer),
    made: new Date(clock()),
  });
  const json = reportText(report);
  const text = noteTextOf(utf8(json));
  const note = formatNote({ text, signatures: [signNote(text, signer)] });
  const { passed, looked, problems, notes } = kept;
  tell({ is: "done", passed, looked, problems, notes, key: report.key, json, note });
}

/** Says how far the check is whenever it has come further. */
class Looking extends Progress {
  readonly #tell: (done: number, of: number) => void;

  constructor(tell: (done: number, of: number) => void) {
    super(() => undefined);
    this.#tell = tell;
  }

  override tell(_what: string, done: number, all = 0): void {
    if (done % 25 === 0 || done === all) this.#tell(done, all);
  }
}

/** The client's own session, for the tool's source. */
const callsOf = ({ api }: Follow, origin: string): Calls => ({
  origin,
  ask: async <T>(path: string, reply: Codec<T>, body: Uint8Array) => {
    const answer = await api.askAny(path, body, reply);
    return answer.ok
      ? ok(answer.value)
      : err(`The server did not answer ${path} (${answer.error}).`);
  },
  leave: async () => undefined,
});
