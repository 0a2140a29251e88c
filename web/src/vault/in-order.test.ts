import { expect, test } from "vitest";
import { InOrder } from "./in-order.ts";

test("work is done in the order asked, one piece at a time, and goes on after what failed", async () => {
  const inOrder = new InOrder();
  const told: string[] = [];
  const work = (name: string, fails: boolean) => async () => {
    told.push(`${name} begins`);
    await new Promise((later) => setTimeout(later, 1));
    told.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const ended = await Promise.allSettled([
    inOrder.run(work("first", true)),
    inOrder.run(work("second", false)),
  ]);
  expect(told).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(ended).toMatchObject([
    { status: "rejected", reason: { message: "first" } },
    { status: "fulfilled", value: "second" },
  ]);
});
