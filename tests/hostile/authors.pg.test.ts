import { type Leaf, type RecordId, type VaultId, noHash, utf8 } from "#crypto";
import { writeRecord } from "#vault/opening.ts";
import { type Crookedness, sealCrooked } from "./crooked.ts";
import type { Insider } from "./insider.ts";
import { type Expected, type Stage, attack, theScene } from "./paths.ts";

const scene = theScene();
const unreadable: Expected = { code: "cannot-open", alarm: "none", shown: "the truth" };
const everywhere = { C: unreadable, W: unreadable, L: unreadable, O: unreadable };
const skipped: Expected = { code: "commit-skipped", alarm: "stays", shown: "the truth" };

const payload = writeRecord("householdFile", { code: "QQQQQ" }, 0);
const bad = new Set<RecordId>();

async function atFiles({ scene, insider }: Stage): Promise<[Insider, VaultId]> {
  const director = await insider();
  return [director, director.vault({ compartment: "residents", house: scene.house.house })];
}

/** Asks the server to take a version, which must answer so. */
async function append(
  director: Insider,
  vault: VaultId,
  { sealed, answer }: { readonly sealed: { leaf: Leaf; envelope?: Uint8Array }; answer: string },
): Promise<void> {
  const came = await director.append(vault, [director.frame(vault, [sealed])]);
  if (came !== answer) throw new Error(`the server answered ${came} in place of ${answer}`);
}

/** A member writes a version that the server cannot see through: it is taken as any other. */
const writes =
  (payload: Uint8Array, wrong: Crookedness) =>
  async (stage: Stage): Promise<void> => {
    const [director, vault] = await atFiles(stage);
    const sealed = sealCrooked(director, vault, payload, wrong);
    bad.add(sealed.leaf.record);
    await append(director, vault, { sealed, answer: "taken" });
  };

/** The director takes the records away that nobody can read. */
async function takeAway(stage: Stage): Promise<void> {
  for (const record of bad) {
    const [director, vault] = await atFiles(stage);
    const live = director.follow.book.state(vault).live.get(record);
    if (live === undefined) throw new Error("no such record");
    const { schema, epoch, version } = live;
    const none = { contentCommit: noHash, envelopeHash: noHash };
    const at = { record, schema, epoch, version: version + 1, ...none };
    await append(director, vault, {
      sealed: { leaf: { kind: "tombstone", flags: 0, ...at } },
      answer: "taken",
    });
  }
  bad.clear();
}

const still = async (): Promise<void> => undefined;

attack(scene, {
  row: 16,
  name: "a pad that is not zeros, a larger bucket, a length that says more or less, by an author's own program",
  on: everywhere,
  lie: [{ pad: 1 }, { size: 1_536 }, { says: 0xffff_ffff }, { says: payload.length - 1 }].map(
    (wrong) => (_hostile, stage) => writes(payload, wrong)(stage),
  ),
  stir: still,
  heal: takeAway,
});

attack(scene, {
  row: 17,
  name: "another text than the leaf commits to, by an author's own program",
  on: everywhere,
  lie: (_hostile, stage) => writes(payload, { commits: utf8("another text") })(stage),
  stir: still,
  heal: takeAway,
});

attack(scene, {
  row: 13,
  name: "a record of a type that does not belong to the vault",
  on: everywhere,
  lie: (_hostile, stage) => writes(writeRecord("bed", {}, 0), {})(stage),
  stir: still,
  heal: takeAway,
});

const shownFromBefore: Expected = { code: "reseal-broken", alarm: "passes", shown: "the truth" };

attack(scene, {
  row: 17,
  name: "a version sealed anew under its true commitment with another text inside",
  on: { C: shownFromBefore, W: shownFromBefore, L: shownFromBefore, O: shownFromBefore },
  lie: async (_hostile, stage) => {
    const [director, vault] = await atFiles(stage);
    const { record, live, payload: said } = director.first(vault, "householdFile");
    told = { record, payload: writeRecord("householdFile", said, 0) };
    await director.renew(vault);
    const { version, contentCommit } = live;
    const leaf = { kind: "reseal", record, version, contentCommit } as const;
    const sealed = sealCrooked(director, vault, payload, { leaf });
    await append(director, vault, { sealed, answer: "taken" });
  },
  stir: still,
  // The next version ends it.
  heal: async (stage) => {
    const [director, vault] = await atFiles(stage);
    if (told === undefined) throw new Error("nothing was sealed anew");
    await append(director, vault, { sealed: director.seal(vault, told), answer: "taken" });
  },
});
let told: { readonly record: RecordId; readonly payload: Uint8Array } | undefined;

attack(scene, {
  row: 17,
  name: "a version sealed anew with another content, taken by a server in league",
  on: { C: skipped, W: skipped, L: skipped, O: skipped },
  lie: async (_hostile, stage) => {
    const [director, vault] = await atFiles(stage);
    const { record, live } = director.first(vault, "householdFile");
    await director.renew(vault);
    const leaf = { kind: "reseal", record, version: live.version } as const;
    const sealed = sealCrooked(director, vault, payload, { leaf });
    await append(director, vault, { sealed, answer: "wrong-commit" });
    await director.forceInto(vault, director.frame(vault, [sealed]));
  },
  stir: still,
});
