import { fork } from "node:child_process";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { takeFolder } from "#server/lock.ts";
import { privateFolder } from "./folder.ts";

test("a folder has one holder, who says where it can be found, by whatever path it is asked", async () => {
  const folder = await privateFolder();
  const held = await takeFolder(folder);
  if (!held.ok) throw new Error(held.error);
  held.value.tell("http://127.0.0.1:8080");
  const otherPath = join(await privateFolder(), "link");
  await symlink(folder, otherPath);
  for (const path of [folder, otherPath]) {
    expect(await takeFolder(path)).toMatchObject({
      ok: false,
      error: expect.stringContaining("http://127.0.0.1:8080"),
    });
  }
  await held.value.release();
  const again = await takeFolder(folder);
  expect(again.ok).toBe(true);
  if (again.ok) await again.value.release();
});

test("of many who come at once exactly one gets the folder", async () => {
  const folder = await privateFolder();
  const locks = await Promise.all(Array.from({ length: 20 }, () => takeFolder(folder)));
  const held = locks.filter((lock) => lock.ok);
  expect(held).toHaveLength(1);
  for (const lock of held) await lock.value.release();
});

test("a killed holder leaves nothing behind", async () => {
  const folder = await privateFolder();
  const script = fileURLToPath(new URL("hold-folder.ts", import.meta.url));
  const holder = fork(script, [folder], { execArgv: [] });
  await once(holder, "message");
  expect((await takeFolder(folder)).ok).toBe(false);
  holder.kill("SIGKILL");
  await once(holder, "close");
  const lock = await takeFolder(folder);
  expect(lock.ok).toBe(true);
  if (lock.ok) await lock.value.release();
});

test("who comes while a server ends waits for it", async () => {
  const folder = await privateFolder();
  const first = await takeFolder(folder);
  if (!first.ok) throw new Error(first.error);
  first.value.ending();
  const second = takeFolder(folder);
  const early = await Promise.race([second, setTimeout(200, "waiting")]);
  expect(early).toBe("waiting");
  await first.value.release();
  const lock = await second;
  expect(lock.ok).toBe(true);
  if (lock.ok) await lock.value.release();
});
