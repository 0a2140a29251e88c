import { utf8 } from "#crypto";
import { recordSchema } from "#vault/opening.ts";
import { type Expected, type Stage, attack, theScene } from "./paths.ts";

const scene = theScene();
const skipped: Expected = { code: "commit-skipped", alarm: true, shown: "the truth" };
const everywhere = { C: skipped, W: skipped, L: skipped, O: skipped };

/** The director, the residents' vault, and the newest file in it. */
async function atTheFiles({ scene, insider }: Stage) {
  const director = await insider();
  const vault = director.vault({ compartment: "residents", house: scene.house.house });
  return { director, vault, newest: director.newest(vault, recordSchema) };
}

attack(scene, {
  row: 14,
  name: "a version that was there already, signed anew and taken by a server in league",
  on: everywhere,
  lie: () => undefined,
  stir: async (stage) => {
    const { director, vault, newest } = await atTheFiles(stage);
    const [record, { version }] = newest;
    const sealing = { record, version, schema: recordSchema, payload: utf8("{}") };
    const again = director.seal(vault, sealing);
    await director.forceInto(vault, director.frame(vault, [again]));
  },
});
