// Plain JavaScript on purpose: it has to run on whichever Node is there, and say so when that is too old.
const [major] = process.versions.node.split(".").map(Number);

if (major < 24) {
  console.error(
    `Linden runs on Node 24; this is Node ${process.versions.node} (${process.execPath}).\n` +
      "On Linux and Windows `npm ci` brings Node 24 along and `npm start` uses it, unless optional packages\n" +
      "were left out (--omit=optional). Elsewhere please install Node 24 and run `npm start` again.",
  );
  process.exitCode = 1;
} else {
  await import("./main.ts");
}
