import type { Engine } from "../../vault/engine.ts";
import { type CheckName, type Finding, bad } from "./finding.ts";
import {
  checkAnswers,
  checkBrowser,
  checkHeaders,
  checkLive,
  checkStorage,
  checkWorker,
} from "./machine.ts";
import { checkFiles, checkKept, checkSignature, servedList } from "./served-files.ts";

/** Looks at what this server hands out and at what this browser makes of it, one thing after another. */
export class Checkup {
  readonly findings = $state<{ [Name in CheckName]?: Finding }>({});
  /** How many files have been compared, and of how many. */
  progress = $state.raw<{ readonly done: number; readonly of: number } | undefined>();
  running = $state(false);
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Red where anything is broken, green once all was looked at and nothing is. */
  get verdict(): "going" | "good" | "bad" {
    const all = Object.values(this.findings);
    if (all.some(({ is }) => is === "bad")) return "bad";
    return this.running || all.length === 0 ? "going" : "good";
  }

  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (const name of Object.keys(this.findings)) delete this.findings[name as CheckName];
    await this.#look("browser", checkBrowser);
    await this.#look("headers", checkHeaders);
    await this.#look("answers", checkAnswers);
    await this.#look("live", checkLive);
    await this.#look("worker", () => checkWorker(this.#engine));
    await this.#look("storage", checkStorage);
    await this.#files();
    this.running = false;
  }

  async #files(): Promise<void> {
    const listed = await servedList().catch(() => undefined);
    if (listed?.is !== "listed") {
      this.findings.files = listed?.finding ?? bad("checkup.files.noList");
      return;
    }
    const { served } = listed;
    await this.#look("files", () =>
      checkFiles(served, (done, of) => (this.progress = { done, of })),
    );
    this.progress = undefined;
    await this.#look("signed", () => checkSignature(served));
    await this.#look("kept", () => checkKept(served));
  }

  /** A check that could not be made has not been passed. */
  async #look(name: CheckName, check: () => Finding | Promise<Finding>): Promise<void> {
    try {
      this.findings[name] = await check();
    } catch {
      this.findings[name] = bad("checkup.failed");
    }
  }
}
