import { type Result, ready } from "#crypto/verify";
import { readArguments } from "./arguments.ts";
import { commands } from "./commands.ts";

/** `npm run audit -- <command>`: ends with 0 only where everything that was asked for was done and has passed. */
await ready();
process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  const read = readArguments(process.argv.slice(2));
  if (!read.ok) return fail(read);
  const command = commands.get(read.value.command);
  if (command === undefined) {
    console.error(
      `I do not know ${read.value.command}. There are: ${[...commands.keys()].join(", ")}.`,
    );
    return false;
  }
  const done = await command.run(read.value).catch((error: unknown) => {
    const { message = "" } = error as { message?: string };
    return { ok: false, error: `This went wrong: ${message}` } as const;
  });
  return done.ok ? done.value : fail(done);
}

function fail(failed: Result<unknown, string>): false {
  if (!failed.ok) console.error(failed.error);
  return false;
}
