import type { Beside, Figure } from "./compare.ts";

const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

/** The figures as a table in Markdown: both sides, their ratio, and the aim beside it. */
export function tableOf(figures: readonly Figure[], beside: readonly Beside[]): string {
  const rows = figures.map(({ work, unit, floor, linden, ratio, aim }) => [
    work,
    `${rounded(floor)} ${unit}`,
    `${rounded(linden)} ${unit}`,
    `${ratio.toFixed(2)} ×`,
    aim === undefined ? "–" : `${aim.is === "at least" ? "≥" : "≤"} ${aim.ratio} ×`,
    verdict(ratio, aim),
  ]);
  const all = [["work", "floor", "Linden", "ratio", "aim", ""], ...rows];
  const widths = [0, 1, 2, 3, 4, 5].map((i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const lineOf = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const [head = [], ...body] = all;
  const rule = `|${widths.map((width, i) => "-".repeat(width + 1) + (i === 0 ? "-" : ":")).join("|")}|`;
  const more = beside.map(({ what, value, unit }) =>
    `- ${what}: ${rounded(value)} ${unit}`.trimEnd(),
  );
  const table = body.length === 0 ? [] : [lineOf(head), rule, ...body.map(lineOf), ""];
  return [...table, ...more].join("\n");
}

function verdict(ratio: number, aim: Figure["aim"]): string {
  if (aim === undefined) return "";
  const met = aim.is === "at least" ? ratio >= aim.ratio : ratio <= aim.ratio;
  return met ? "met" : "missed";
}
