import type { Measured } from "./compare.ts";
import type { Stage } from "./stage.ts";

/** W7: a member who worked in many houses is removed, and what she could open is sealed anew. The floor has no such thing. */
export async function removing(
  stage: Stage,
  { houses, records }: { readonly houses: number; readonly records: number },
): Promise<Measured> {
  const client = await stage.of("linden").client();
  const { vaults } = await client.ask("found", { houses });
  const each = Math.ceil(records / houses);
  for (const vault of vaults) {
    await client.ask("write", { vault, plan: { records: each, perAppend: 100, ahead: 1 } });
  }
  const { held, ackMs, records: anew, anewMs } = await client.ask("remove", { vaults });
  const work = `W7 ${houses} houses`;
  return {
    figures: [],
    beside: [
      {
        what: `${work}, ${held} boxes: until the removal was acknowledged`,
        value: ackMs,
        unit: "ms",
      },
      {
        what: `${work}: until ${anew.toLocaleString("en")} live records were sealed anew`,
        value: anewMs,
        unit: "ms",
      },
    ],
  };
}
