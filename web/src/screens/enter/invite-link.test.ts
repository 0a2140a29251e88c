import { expect, test } from "vitest";
import { inviteCodeIn, inviteLink, takeInvite } from "./invite-link.ts";

const code = "AQIDBAUGBwgJCgsMDQ4PEA";
const place = (pathname: string, hash: string): Location => ({ pathname, hash }) as Location;

test("the code of a link stands in its fragment, so no server is ever sent it", () => {
  const url = new URL(inviteLink("https://a.example", code));
  expect(url.hash).toBe(`#${code}`);
  expect(url.pathname + url.search).not.toContain(code);
});

test("a link, a code, and either with spaces and line breaks give the same code", () => {
  for (const text of [
    inviteLink("https://a.example", code),
    code,
    ` ${code.slice(0, 9)}\n ${code.slice(9)} `,
  ]) {
    expect(inviteCodeIn(text)).toBe(code);
  }
});

test("the code is taken out of the address at once, on whatever page it stood", () => {
  const seen: string[] = [];
  const past = {
    replaceState: (_: unknown, __: string, url: string) => seen.push(url),
  } as unknown as History;
  expect(takeInvite(place("/join", `#${code}`), past)).toBe(code);
  expect(takeInvite(place("/trust", `#${code}`), past)).toBeUndefined();
  expect(seen).toEqual(["/join", "/trust"]);
});

test("an address without a fragment is left alone", () => {
  const past = { replaceState: () => expect.unreachable() } as unknown as History;
  expect(takeInvite(place("/join", ""), past)).toBeUndefined();
});
