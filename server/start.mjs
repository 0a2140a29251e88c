// Plain JavaScript on purpose: it has to run on whichever Node is there, and say so when that is too old.
import * as module from "node:module";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".").map(Number);

if (major < 24) {
  console.error(
    `Linden runs on Node 24; this is Node ${process.versions.node} (${process.execPath}).\n` +
      "On Linux and Windows `npm ci` brings Node 24 along and `npm start` uses it, unless optional packages\n" +
      "were left out (--omit=optional). Elsewhere please install Node 24 and run `npm start` again.",
  );
  process.exitCode = 1;
} else {
  // A program that was read once starts in two thirds of the time; where this cannot be written, as before.
  module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/node", import.meta.url)));
  await import("./main.ts");
}
