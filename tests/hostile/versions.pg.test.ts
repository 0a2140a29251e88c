import { noHash, utf8 } from "#crypto";
import { type Expected, type Stage, attack, theScene } from "./paths.ts";

const scene = theScene();
const skipped: Expected = { code: "commit-skipped", alarm: "stays", shown: "the truth" };
const everywhere = { C: skipped, W: skipped, L: skipped, O: skipped };

/** The director, the residents' vault, and a file in it. */
async function atAFile({ scene, insider }: Stage) {
  const director = await insider();
  const vault = director.vault({ compartment: "residents", house: scene.house.house });
  return { director, vault, ...director.first(vault, "householdFile") };
}

attack(scene, {
  row: 14,
  name: "a version that was there already, signed anew and taken by a server in league",
  on: everywhere,
  lie: () => undefined,
  stir: async (stage) => {
    const { director, vault, record, live } = await atAFile(stage);
    const again = director.seal(vault, { record, version: live.version, payload: utf8("{}") });
    await director.forceInto(vault, director.frame(vault, [again]));
  },
});

attack(scene, {
  row: 14,
  name: "a deletion that nobody signed",
  on: everywhere,
  lie: () => undefined,
  stir: async (stage) => {
    const { director, vault, record, live } = await atAFile(stage);
    const { schema, epoch } = live;
    const version = live.version + 1;
    const leaf = { kind: "tombstone", flags: 0, schema, record, version, epoch } as const;
    const none = { contentCommit: noHash, envelopeHash: noHash };
    const { bytes, envelopes } = director.frame(vault, [{ leaf: { ...leaf, ...none } }]);
    // The last byte belongs to the signature.
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    await director.forceInto(vault, { bytes, envelopes });
  },
});
