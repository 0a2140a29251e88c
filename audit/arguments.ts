import { type Result, err, ok } from "#crypto/verify";

/** What was typed after `npm run audit --`. */
export interface Arguments {
  readonly command: string;
  /** What stands without a name. */
  readonly plain: readonly string[];
  /** The value of `--name value`; the last one where it was given twice. */
  option(name: string): string | undefined;
}

/** Every option there is. */
const known = [
  "from",
  "key",
  "out",
  "since",
  "name",
  "list",
  "build",
  "every",
  "port",
  "org",
  "log-key",
  "only",
  "witness",
  "state",
  "signer",
];

/** Reads arguments; the error is a sentence. */
export function readArguments([command, ...rest]: readonly string[]): Result<Arguments, string> {
  const options = new Map<string, string>();
  const plain: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    if (!word.startsWith("--")) {
      plain.push(word);
      continue;
    }
    const [name = "", given] = word.slice(2).split(/=(.*)/s);
    if (!known.includes(name)) return err(`I do not know the option --${name}.`);
    const value = given ?? rest[++at];
    if (value === undefined) return err(`The option --${name} needs a value.`);
    options.set(name, value);
  }
  return ok({ command: command ?? "help", plain, option: (name) => options.get(name) });
}
