import { elsewhere, nothing, rows } from "./elsewhere.ts";
import { type Line, paths } from "./register.ts";

const head = ["attack", "path", "code", "alarm", "what is shown", "afterwards"] as const;
const order = [...paths, "S"];

/** Lines by attack, and within one in the order of paths: the same whichever file was done first. */
const sorted = (lines: readonly Line[]): Line[] =>
  lines.toSorted(
    (a, b) =>
      a.row - b.row ||
      (a.attack < b.attack ? -1 : a.attack > b.attack ? 1 : 0) ||
      order.indexOf(a.path) - order.indexOf(b.path),
  );

const cells = (line: Line): readonly string[] => {
  const at = [`${line.row}. ${line.attack}`, line.path];
  if (line.is === "not") return [...at, "–", "–", line.why, "–"];
  return [...at, line.code, line.alarm, line.shown, line.goesOn ? "goes on" : "stops"];
};

/** The lines as text in columns, for a terminal. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [head, ...sorted(lines).map(cells)];
  const widths = head.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The rows of which no line says anything. */
export function missingRows(lines: readonly Line[]): readonly number[] {
  const spoken = new Set([...lines, ...elsewhere, ...nothing].map(({ row }) => row));
  return Array.from({ length: rows }, (_, i) => i + 1).filter((row) => !spoken.has(row));
}

const inOrder = <T extends { readonly row: number }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => a.row - b.row);

/** What other tests prove, and where nothing can be attacked. */
const beside = (): readonly string[] => [
  "",
  "## At other doors",
  "",
  "Made by tests that register no line of their own above, and fail where the attack succeeds; a test sees that each is there.",
  "",
  "| attack | test | its title |",
  "| --- | --- | --- |",
  ...inOrder(elsewhere).map(
    ({ row, attack, file, title }) => `| ${row}. ${attack} | ${file} | ${title} |`,
  ),
  "",
  "## Nothing to attack",
  "",
  ...inOrder(nothing).map(({ row, attack, why }) => `- ${row}. ${attack}: ${why}.`),
];

/** The lines as docs/attacks.md. */
export function documentOf(lines: readonly Line[]): string {
  const tried = lines.filter(({ is }) => is === "tried").length;
  const attacks = new Set(lines.map(({ row, attack }) => `${row} ${attack}`)).size;
  const body = sorted(lines).map((line) => `| ${cells(line).join(" | ")} |`);
  return [
    "# Attacks that were tried",
    "",
    "Written by `npm run test:long` (`SEEDS=30 npx vitest run --mode long --project pure --project postgres",
    "tests/hostile` is enough) from what tests/hostile saw: each attack is made by a hostile server or member",
    "against the real client and the real server. Paths: **C** a client that has never seen the organisation, **W** one",
    "with a saved state, **L** one that is open meanwhile, **O** one that is opened again without a network on what it",
    "had kept by then, **S** a hostile client against the server. An alarm *passes* once the server tells the truth",
    "again, or *stays*. `none`: the lie has no effect.",
    "",
    `${attacks} attacks, tried ${tried} times.`,
    "",
    `| ${head.join(" | ")} |`,
    `| ${head.map(() => "---").join(" | ")} |`,
    ...body,
    ...beside(),
    "",
  ].join("\n");
}
