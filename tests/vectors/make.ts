/**
 * Freezes the vectors of crypto/vectors anew: `npm run vectors`. By hand and on purpose alone, because a
 * change in them is a change of the protocol.
 */
import { vectors } from "./all.ts";
import { freeze } from "./frozen.ts";

for (const [name, make] of Object.entries(vectors)) {
  freeze(name, make());
  console.log(`crypto/vectors/${name}.json`);
}
