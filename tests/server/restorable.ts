import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { noteRestored } from "#server/restored.ts";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import { freshDatabase } from "../postgres.ts";
import { asAdmin, withDatabase } from "../template.ts";
import { type Servers, newSecrets, startServers } from "./world.ts";

/** A server whose database can be put back to what it was, under one address. */
export class Restorable {
  readonly #secretsFile: string;
  readonly #given: NonNullable<Parameters<typeof startServers>[1]>;
  #url: string;
  #servers: Servers;

  private constructor(
    servers: Servers,
    url: string,
    secretsFile: string,
    given: NonNullable<Parameters<typeof startServers>[1]>,
  ) {
    this.#servers = servers;
    this.#url = url;
    this.#secretsFile = secretsFile;
    this.#given = given;
  }

  static async start(
    given: NonNullable<Parameters<typeof startServers>[1]> = {},
  ): Promise<Restorable> {
    const secretsFile = await newSecrets();
    const { url } = await freshDatabase();
    const servers = await startServers(1, { ...given, past: past(url, secretsFile) });
    return new Restorable(servers, url, secretsFile, given);
  }

  /** As a hostile server stands before it, or a client asks it. */
  get servers(): Servers {
    const now = (): Servers => this.#servers;
    return {
      get urls() {
        return now().urls;
      },
      get url() {
        return now().url;
      },
      get databaseUrl() {
        return now().databaseUrl;
      },
      get secrets() {
        return now().secrets;
      },
      get apps() {
        return now().apps;
      },
      get lines() {
        return now().lines;
      },
      stop: () => this.stop(),
    };
  }

  /** Copies the database, as a backup that is taken while nobody is served. */
  async backup(): Promise<string> {
    await this.#servers.stop();
    const copy = await copyOf(this.#url);
    await this.#serve();
    return copy;
  }

  /** Puts a backup back and serves it; with `told` as one, by the operator's word. */
  async restore(backup: string, { told = true }: { readonly told?: boolean } = {}): Promise<void> {
    await this.#servers.stop();
    this.#url = await copyOf(backup);
    if (told) {
      const db = openDatabase<Tables>(this.#url, 1);
      await noteRestored(db, { told });
      await db.destroy();
    }
    await this.#serve();
  }

  async #serve(): Promise<void> {
    this.#servers = await startServers(1, {
      ...this.#given,
      port: Number(new URL(this.#servers.url).port),
      past: past(this.#url, this.#secretsFile),
    });
  }

  stop(): Promise<void> {
    return this.#servers.stop();
  }
}

const past = (url: string, secretsFile: string) => ({
  database: { url, drop: async () => undefined },
  secretsFile,
});

/** A copy of a database to which nobody is connected. */
async function copyOf(url: string): Promise<string> {
  const engine = inject("postgres");
  const name = `${engine.prefix}_${randomBytes(6).toString("hex")}`;
  const template = new URL(url).pathname.slice(1);
  await asAdmin(engine.url, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`),
  );
  return withDatabase(engine.url, name);
}
