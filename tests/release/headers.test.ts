import Fastify from "fastify";
import { expect, test } from "vitest";
import { headers } from "#server/plugins/headers.ts";
import { headerFaults } from "../../web/src/state/checkup/headers.ts";

/** The headers of a reply of the server's own. */
async function sent(): Promise<Map<string, string>> {
  const app = Fastify();
  await headers(app);
  app.get("/", async () => "");
  const reply = await app.inject("/");
  await app.close();
  return new Map(Object.entries(reply.headers).map(([name, value]) => [name, String(value)]));
}

const faults = (of: Map<string, string>, secure = true): readonly string[] =>
  headerFaults((name) => of.get(name) ?? null, { secure });

test("the server's own headers have no fault", async () => {
  expect(faults(await sent())).toEqual([]);
});

test("every header that a page is protected by is missed, and every directive", async () => {
  const own = await sent();
  const protecting = [...own.keys()].filter((name) =>
    /policy|cache-control|nosniff|content-type-options|transport/.test(name),
  );
  const unread = ["x-permitted-cross-domain-policies"];
  for (const name of protecting.filter((one) => !unread.includes(one))) {
    const less = new Map([...own].filter(([known]) => known !== name));
    expect([name, faults(less)]).not.toEqual([name, []]);
  }
  const policy = own.get("content-security-policy") ?? "";
  const directives = policy.split(";");
  expect(directives.length).toBe(15);
  for (const one of directives) {
    const without = directives.filter((other) => other !== one).join(";");
    const wider = directives.map((other) => (other === one ? `${one} *` : other)).join(";");
    for (const value of [without, wider]) {
      const name = one.trim().split(" ")[0];
      expect(faults(new Map([...own, ["content-security-policy", value]]))).toEqual([
        `content-security-policy: ${name}`,
      ]);
    }
  }
});

test("a proxy's own policy beside ours is no fault, and in the place of ours is", async () => {
  const own = await sent();
  const policy = own.get("content-security-policy") ?? "";
  const beside = new Map([...own, ["content-security-policy", `default-src 'self', ${policy}`]]);
  expect(faults(beside)).toEqual([]);
  expect(faults(new Map([...own, ["content-security-policy", "default-src 'self'"]]))).toHaveLength(
    15,
  );
});

test("that a host stays on https is asked of https alone", async () => {
  const own = await sent();
  own.delete("strict-transport-security");
  expect(faults(own, true)).toEqual(["strict-transport-security"]);
  expect(faults(own, false)).toEqual([]);
});
