import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "#crypto/verify";

/** The invented houses of `--sample`: written once, into a folder of their own. */
export interface Sample {
  /** Writes them through the server at `url`; where they were written before, says how to sign in, or where that stands. */
  write(url: string): Promise<void>;
}

/** How much of it: two years of nine houses, or a little for tests. */
export type SampleExtent = "whole" | "small";

/** What the writer exports. Found by address: the server knows nothing of the web client's code. */
interface Writer {
  writeSample(to: {
    url: string;
    extent: SampleExtent;
    /** How far it is: said once. */
    progress: (line: string) => void;
    /** How to sign in: kept. */
    log: (line: string) => void;
  }): Promise<unknown>;
}
const writerAddress = new URL("../web/src/sample/main.ts", import.meta.url).href;

interface Options {
  readonly extent?: SampleExtent;
  readonly writer?: string;
  /** Somebody reads along. A log that is kept is told no passphrases a second time, and nothing that nobody expects there. */
  readonly terminal?: boolean;
}

/**
 * Looks at the folder before the database in it is started. A sample that was begun and not finished is
 * begun anew; a folder that holds anything else is left alone. The error is a sentence.
 */
export async function openSample(
  folder: string,
  log: (line: string) => void,
  { extent = "whole", writer = writerAddress, terminal = process.stdout.isTTY }: Options = {},
): Promise<Result<Sample, string>> {
  const begun = join(folder, "sample.begun");
  const written = join(folder, "sample.txt");
  const told = await readFile(written, "utf8").catch(() => undefined);
  if (told !== undefined) {
    const said = terminal ? `:\n\n${told.trimEnd()}` : `; ${written} says how to sign in.`;
    return ok({ write: async () => log(`The sample was written before${said}`) });
  }
  if (await exists(begun)) {
    log("A sample was begun here and not finished. Beginning again.");
    for (const name of ["postgres", "secrets.json"]) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  } else if (await exists(join(folder, "postgres"))) {
    return err(
      `${folder} holds data that are not the sample. Unset DATA_DIR, or name an empty folder.`,
    );
  }
  await writeFile(begun, "");
  return ok({
    write: async (url) => {
      const { writeSample } = (await import(writer)) as Writer;
      const lines: string[] = [];
      const logAndKeep = (line: string): void => {
        lines.push(line);
        log(line);
      };
      await writeSample({ url, extent, progress: log, log: logAndKeep });
      await writeFile(begun, `${lines.join("\n")}\n`);
      await rename(begun, written);
    },
  });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
