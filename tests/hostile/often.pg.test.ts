import { expect, test } from "vitest";
import { bulkLimit, open, seal } from "#crypto";
import { recordSchema } from "#vault/opening.ts";
import { prunesOf } from "#vault/resealing.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";

const scene = theScene();

test("a record that was sealed anew more often than may be dropped at once keeps no old envelope from being dropped", async () => {
  const { servers, staff, house } = scene();
  const insider = await Insider.of(servers, staff);
  const { follow, org, member } = insider;
  const vault = insider.vault({ compartment: "capacity", house: house.house });
  const payload = new Uint8Array(8);
  let sealed = insider.seal(vault, { payload });
  const { record } = sealed.leaf;
  expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
  for (let times = 0; times <= bulkLimit; times++) {
    await insider.read();
    const before = insider.key(vault);
    const opened = open(
      { org, vault, author: member, epochKey: before.key },
      sealed.leaf,
      sealed.envelope,
    );
    if (!opened.ok) throw new Error(opened.error);
    await insider.renew(vault);
    const { epoch, key } = insider.key(vault);
    const anew = seal(
      { org, vault, author: member, epochKey: key },
      {
        kind: "reseal",
        record,
        version: 1,
        epoch,
        schema: recordSchema,
        payload,
        blind: opened.value.blind,
      },
    );
    if (!anew.ok) throw new Error(anew.error);
    sealed = anew.value;
    expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
  }
  await insider.read();
  // It opens, to whatever.
  follow.recordsOf(vault).set(record, { is: "newer", code: 0 });
  const prunes = prunesOf(follow, vault, Number.POSITIVE_INFINITY);
  expect(prunes.filter(({ prunes: one }) => one !== undefined)).toHaveLength(bulkLimit);
});
