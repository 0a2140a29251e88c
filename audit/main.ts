import { type Result, err, ready } from "#crypto/verify";
import { readArguments } from "./arguments.ts";
import { commands } from "./commands.ts";
import { sentenceOf } from "./failing.ts";

/** `npm run audit -- <command>`: ends with 0 only where everything that was asked for was done and has passed. */
await ready();
process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  const [first = "help", ...rest] = process.argv.slice(2);
  if (first === "help" || [first, ...rest].includes("--help")) return help();
  const read = readArguments([first, ...rest]);
  if (!read.ok) return fail(read);
  const command = commands.get(read.value.command);
  if (command === undefined) {
    console.error(
      `I do not know ${read.value.command}. There are: ${[...commands.keys()].join(", ")}.`,
    );
    return false;
  }
  const done = await command.run(read.value).catch((error: unknown) => err(sentenceOf(error)));
  return done.ok ? done.value : fail(done);
}

function help(): true {
  console.log("npm run audit -- <command> …, as docs/audit.md tells it step by step:");
  for (const [name, { about }] of commands) console.log(`\n${name}\n  ${about}`);
  return true;
}

function fail(failed: Result<unknown, string>): false {
  if (!failed.ok) console.error(failed.error);
  return false;
}
