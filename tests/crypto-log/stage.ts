import { type Signed, parseCommit } from "#crypto";
import { person, put, recordId } from "./cast.ts";
import { World } from "./world.ts";

/** The verdict that a commit is skipped for this reason. */
export const skipped = (code: string) => ({ is: "commit-fault", code });
/** The verdict that nothing more is taken, for this reason. */
export const stopped = (code: string) => ({ is: "tree-fault", code });

/** A vault to which a writer has added `count` commits after the first record. */
export function stage(count = 6) {
  const world = new World();
  const vault = world.createVault("house");
  const writer = person("writer");
  world.join(writer);
  world.grant(vault, writer, 2);
  for (let i = 0; i < count; i++) world.write(vault, writer, [put({ record: recordId(`${i}`) })]);
  const commits = (world.commits.get(vault) ?? []).map(parsed);
  return { world, vault, writer, commits };
}

/** A commit with its bytes, as a reader gets it. */
export function parsed(bytes: Uint8Array): Signed {
  const commit = parseCommit(bytes);
  if (!commit.ok) throw new Error(commit.error);
  return { commit: commit.value, bytes };
}

/** A record that nobody has put yet. */
export const next = put({ record: recordId("next") });
