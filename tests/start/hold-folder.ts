import { takeFolder } from "#server/lock.ts";

/** Takes the folder given, tells its parent, and holds it until it is killed. */
const lock = await takeFolder(process.argv[2] ?? "");
process.send?.(lock.ok);
setInterval(() => undefined, 60_000);
