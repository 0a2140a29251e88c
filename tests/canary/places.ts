import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import pg from "pg";
import { needlesOf } from "#audit/encodings.ts";
import type { Search } from "#audit/search.ts";

/** The rows of every table, as a copy of the database would hold them; `planted` is put into a table of its own first. */
export async function lookInTables(
  search: Search,
  folder: string,
  planted: string,
): Promise<number> {
  const client = new pg.Client({ host: folder, user: "linden", database: "linden" });
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS planted (bytes bytea STORAGE EXTERNAL)");
  for (const { bytes } of needlesOf(planted)) {
    await client.query("INSERT INTO planted VALUES ($1)", [bytes]);
  }
  await client.query("CHECKPOINT");
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  for (const { name } of tables) {
    const { rows } = await client.query<unknown[]>({
      text: `SELECT * FROM "${name}"`,
      rowMode: "array",
    });
    for (const value of rows.flat()) {
      search.look(`tables: ${name}`, Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
    }
  }
  await client.end();
  return tables.length;
}

/** One recorded exchange, as HAR 1.2 writes it. */
interface Exchange {
  readonly request: { readonly url: string; readonly postData?: { readonly text?: string } };
  readonly response: {
    readonly content: { readonly text?: string; readonly encoding?: string };
  };
}

/** The file of a recording as it lies there, and every address and body in it as it was. */
export async function lookInRecording(search: Search, file: string): Promise<number> {
  const bytes = await readFile(file);
  search.look("recording, its file", bytes);
  const { log } = JSON.parse(bytes.toString()) as { log: { entries: Exchange[] } };
  for (const { request, response } of log.entries) {
    const { text = "", encoding } = response.content;
    search.look("recording, its bodies", Buffer.from(request.url));
    search.look("recording, its bodies", Buffer.from(request.postData?.text ?? ""));
    search.look(
      "recording, its bodies",
      Buffer.from(text, encoding === "base64" ? "base64" : "utf8"),
    );
  }
  return log.entries.length;
}

/** Puts every encoding of a text into the page's IndexedDB and over its wire. */
export async function plantInPage(page: Page, text: string): Promise<void> {
  // Twice: a database's log breaks what crosses 32 KiB in two, and then the other one is whole.
  const once = needlesOf(text).map(({ bytes }) => bytes.toString("latin1"));
  const planted = [...once, ...once];
  await page.route("**/v1/planted.bin", (route) =>
    route.fulfill({
      contentType: "application/octet-stream",
      body: Buffer.concat(needlesOf(text).flatMap(({ bytes }) => [bytes, Buffer.from("\n")])),
    }),
  );
  await page.evaluate(async (texts) => {
    const all = texts.map((one) => Uint8Array.from(one, (letter) => letter.charCodeAt(0)));
    const body = new Blob(all.flatMap((bytes) => [bytes, "\n"]));
    await fetch("/v1/planted", { method: "POST", body });
    await (await fetch("/v1/planted.bin")).arrayBuffer();
    const opened = indexedDB.open("planted", 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore("kept");
    await new Promise((done) => (opened.onsuccess = done));
    const transaction = opened.result.transaction("kept", "readwrite", { durability: "strict" });
    all.forEach((bytes, at) => transaction.objectStore("kept").put(bytes, at));
    await new Promise((done) => (transaction.oncomplete = done));
    opened.result.close();
  }, planted);
}

/** Everything that the page's origin keeps in the browser, as any script of it could read it. */
export async function lookInKept(search: Search, page: Page): Promise<number> {
  const kept = await page.evaluate(async () => {
    const values: string[] = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ];
    const base64 = (bytes: Uint8Array): Promise<string> =>
      new Promise((done) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => done(String(reader.result)));
        reader.readAsDataURL(new Blob([bytes as BlobPart]));
      });
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.addEventListener("success", () => done(request.result));
        request.addEventListener("error", () => failed(request.error));
      });
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name ?? ""));
      for (const store of db.objectStoreNames) {
        const from = db.transaction(store).objectStore(store);
        const [keys, all] = await Promise.all([asked(from.getAllKeys()), asked(from.getAll())]);
        values.push(JSON.stringify(keys));
        for (const value of all) {
          values.push(value instanceof Uint8Array ? await base64(value) : JSON.stringify(value));
        }
      }
      db.close();
    }
    return values;
  });
  for (const value of kept) {
    const [, base64] = /^data:[^,]*;base64,(.*)$/.exec(value) ?? [];
    const bytes = base64 === undefined ? Buffer.from(value) : Buffer.from(base64, "base64");
    search.look("kept by the browser, as read", bytes);
  }
  return kept.length;
}
