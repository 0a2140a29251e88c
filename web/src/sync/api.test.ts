import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AuthKey, MemberId } from "#crypto";
import { Api } from "./api.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails as fetch does when its request is given up. */
const givenUp = (signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
  });

test("a request of which nothing is heard is given up after a minute, and is offline", async () => {
  const api = new Api("https://a.example", (_, init) => givenUp(init?.signal));
  let answer: unknown;
  void api.salt("ada").then((came) => (answer = came));
  await vi.advanceTimersByTimeAsync(59_000);
  expect(answer).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(answer).toEqual({ ok: false, error: "offline" });
});

test("a reply that keeps coming, however slowly, is read to its end", async () => {
  const slow = async (_: unknown, init?: RequestInit): Promise<Response> => {
    let parts = 0;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) =>
        init?.signal?.addEventListener("abort", () => stream.error(new Error("given up"))),
      pull: async (stream) => {
        await new Promise((later) => setTimeout(later, 50_000));
        if (++parts < 4) stream.enqueue(new Uint8Array(1));
        else stream.close();
      },
    });
    return new Response(body, { status: 500 });
  };
  const api = new Api("https://a.example", slow);
  let answer: unknown;
  void api.salt("ada").then((came) => (answer = came));
  await vi.advanceTimersByTimeAsync(210_000);
  expect(answer).toEqual({ ok: false, error: "our-fault" });
});
test.each([409, 403])(
  "logs that are said to have moved, with nothing to show for it and status %i, have moved by no page",
  async (status) => {
    const body = JSON.stringify({ code: "moved" });
    const api = new Api("https://a.example", async () => new Response(body, { status }));
    const account = {
      loginId: "ada",
      member: "00000000000000000000000000000001" as MemberId,
      salt: new Uint8Array(16),
      authKey: new Uint8Array(32) as AuthKey,
      bundleVersion: 1,
      generation: 1,
      bundle: new Uint8Array(64),
    };
    const answer = await api.found(account, { chains: [], boxes: [] });
    expect(answer).toEqual({ ok: false, error: { code: "moved", pages: [] } });
  },
);
