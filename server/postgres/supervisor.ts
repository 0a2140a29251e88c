import pg from "pg";
import { err, ok, type Result } from "#crypto/verify";
import { dataFolderArgument, databaseUser, environment, prepareCluster } from "./cluster.ts";
import { endOrphan } from "./orphan.ts";
import { startPostmaster } from "./postmaster.ts";
import { preparePrograms } from "./programs.ts";
import { chooseRunAs } from "./run-as.ts";
import { socketFolder } from "./socket.ts";

/** A PostgreSQL of our own, kept running until it is stopped. */
export interface EmbeddedPostgres {
  /** Connection string for any process of the same user on this machine. */
  readonly url: string;
  /** The postmaster's process id; another one after a restart. */
  pid(): number | undefined;
  /** Ends open transactions, writes a checkpoint, and ends PostgreSQL. */
  stop(): Promise<void>;
}

/** Where the cluster lives and who is told what happens to it. */
export interface EmbeddedOptions {
  /** Made when missing. The caller sees to it that no other server uses it. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** PostgreSQL settings beside ours; tests trade durability for speed with them. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** No port, no password: whoever may enter the folder (its owner, and root) is let in by its socket. */
const ownSettings = {
  listen_addresses: "",
  unix_socket_directories: ".",
  port: "5432",
  // What PostgreSQL says must not repeat what was stored, not even sealed.
  log_min_messages: "fatal",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length_on_error: "0",
};

/** Starts PostgreSQL on `folder` and starts it again whenever it ends unasked; the error is a sentence. */
export async function startEmbedded(
  options: EmbeddedOptions,
): Promise<Result<EmbeddedPostgres, string>> {
  const { folder, log } = options;
  if (process.platform === "win32") {
    return err(
      "On Windows there is no embedded database. Set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
  const runAs = await chooseRunAs(folder);
  if (!runAs.ok) return runAs;
  const programs = await preparePrograms(runAs.value, log);
  if (!programs.ok) return programs;
  const cluster = await prepareCluster(folder, programs.value, runAs.value);
  if (!cluster.ok) return cluster;
  const orphan = await endOrphan(folder);
  if (!orphan.ok) return orphan;
  if (orphan.value === "stopped") {
    log("The PostgreSQL that a killed server had left running was stopped.");
  }
  const socket = await socketFolder(folder);
  if (!socket.ok) return socket;

  const settings = Object.entries({ ...ownSettings, ...options.settings });
  const postmaster = await startPostmaster({
    program: programs.value.postgres,
    args: [
      "-D",
      dataFolderArgument(folder),
      ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    cwd: folder,
    env: environment,
    ids: runAs.value.ids,
    url: urlOf(socket.value.path, "postgres"),
    log,
  });
  if (!postmaster.ok) return postmaster;
  await makeDatabase(urlOf(socket.value.path, "postgres"));
  return ok({
    url: urlOf(socket.value.path, databaseUser),
    pid: postmaster.value.pid,
    stop: async () => {
      await postmaster.value.stop();
      await socket.value.close();
    },
  });
}

/** The socket's folder travels as a parameter, because a URL's host cannot hold slashes. */
const urlOf = (folder: string, database: string): string =>
  `postgresql://${databaseUser}@localhost/${database}?host=${encodeURIComponent(folder)}`;

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [
    databaseUser,
  ]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseUser}`);
  await client.end();
}
