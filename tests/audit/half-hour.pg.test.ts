import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { ready } from "#crypto";
import { headsRequest } from "#contract/heads.ts";
import { readTexts } from "#audit/canary.ts";
import { readKey } from "#audit/key.ts";
import { verifyReport } from "#audit/report.ts";
import { ensureClient } from "#server/webclient.ts";
import { Hand } from "../server/hand.ts";
import { privateFolder } from "../start/folder.ts";
import { startServer } from "../start/server.ts";
import { organisationOn } from "./organisation.ts";

const root = resolve(import.meta.dirname, "../..");

beforeAll(ready);

/** The commands of the walk with the sample, in the order in which docs/audit.md gives them. */
async function steps(): Promise<string[]> {
  const page = await readFile(join(root, "docs/audit.md"), "utf8");
  const blocks = [...page.matchAll(/^ {3}```sh\n(.*?)^ {3}```/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  );
}

interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs a line of the page, with the walk's own files and server in the place of those that it names. */
async function run(line: string, names: ReadonlyMap<string, string>): Promise<Ran> {
  const words = line.replace(/^npm run audit -- /, "").split(" ");
  const args = words.map((word) => names.get(word) ?? word);
  const out = ["--out", names.get("audit-visit") ?? ""];
  try {
    const given = ["audit/main.ts", ...args, ...out];
    const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: root });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: `${stdout}${stderr}` };
  }
}

test(
  "following docs/audit.md against a running server ends with a signed report that everything has passed",
  { timeout: 240_000 },
  async () => {
    const lines = await steps();
    const audits = lines.filter((line) => line.startsWith("npm run audit -- "));
    const others = lines.filter((line) => !audits.includes(line));
    expect(others).toEqual([
      "npm ci",
      "npm start -- --sample",
      "npm start -- --sample > server.log",
    ]);
    const built = await ensureClient(() => undefined);
    if (!built.ok) throw new Error(built.error);

    const folder = await mkdtemp(join(tmpdir(), "linden-visit-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const data = await privateFolder();
    // Houses of somebody's own in place of the sample's; whoever starts it says the same of them.
    await writeFile(
      join(data, "sample.txt"),
      "Staff: Sanne Voorbeeld\n  passphrase  trust latex\n",
    );
    const environment = { DATA_DIR: data, SERVE_CLIENT: "true" };
    const server = startServer(environment, { args: ["--sample"] });
    const url = await server.ready();
    const names = new Map([
      ["data/sample", data],
      ["http://127.0.0.1:8080", url],
      ...["texts.txt", "server.log", "visit.har", "auditor.key", "audit-visit"].map(
        (name) => [name, join(folder, name)] as const,
      ),
    ]);

    const came: string[] = [];
    for (const line of audits) {
      if (line.includes(" lines ")) {
        server.process.kill("SIGTERM");
        await server.ended();
        await writeFile(join(folder, "server.log"), server.said());
      }
      const { code, said } = await run(line, names);
      came.push(`${line}: ${code}`);
      if (code !== 0) throw new Error(`${line}\n${said}`);
      if (line.includes("canary make")) await work(url, folder);
    }
    expect(came).toHaveLength(8);

    const key = await readKey(join(folder, "auditor.key"));
    if (!key.ok) throw new Error(key.error);
    const known = { name: key.value.name, key: key.value.publicKey };
    const report = await verifyReport(join(folder, "audit-visit"), known);
    if (!report.ok) throw new Error(report.error);
    expect(report.value.checks.map(({ check, passed }) => [check, passed])).toEqual(
      ["logs", "database", "lines", "canary", "client"].map((check) => [check, true]),
    );
    expect(report.value).toMatchObject({ passed: true, notRun: [], leftOut: ["witness"] });
  },
);

/** What people do at the server meanwhile: the texts are written, sealed, and what goes over the wire is recorded. */
async function work(url: string, folder: string): Promise<void> {
  const entries: unknown[] = [];
  const post = Hand.prototype.post;
  Hand.prototype.post = async function recorded(this: Hand, path, body, headers) {
    const reply = await post.call(this, path, body, headers);
    const text = Buffer.from(reply.bytes).toString("base64");
    entries.push({
      request: { url: `${url}${path}`, postData: { text: Buffer.from(body).toString("latin1") } },
      response: { content: { text, encoding: "base64" } },
    });
    return reply;
  };
  const { founder, vault } = await organisationOn(url);
  for (const text of await readTexts(join(folder, "texts.txt"))) await founder.write(vault, text);
  Hand.prototype.post = post;
  await founder.post("/v1/heads", headsRequest.encode({ newest: 0, cosigned: 0 }));
  await writeFile(join(folder, "visit.har"), JSON.stringify({ log: { version: "1.2", entries } }));
}
