// The table of what was measured, and its place in docs/page-quality.md.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { BARS } from "./pages.mjs";

const PAGE = new URL("../../docs/page-quality.md", import.meta.url);
const BEGIN = "<!-- measured: pages -->";
const END = "<!-- /measured: pages -->";

export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;

export function table(rows, home) {
  const lines = [
    "| page | axe | HTML errors | speed | accessibility | best practices | search engines |",
    "|---|---|---|---|---|---|---|",
  ];
  for (const { name, barriers, errors, lighthouse } of rows) {
    const scores = lighthouse ? lighthouse.scores : ["", "", "", ""];
    lines.push(`| ${[name, barriers.length, errors.length, ...scores].join(" | ")} |`);
  }
  const version = rows.find(({ lighthouse }) => lighthouse)?.lighthouse.version;
  lines.push(
    "",
    `A guest's first visit to the front page: ${kilobytes(home.total)} in ${home.requests} requests (bar: ${kilobytes(BARS.homeBytes)}).`,
  );
  if (version) lines.push(`Lighthouse ${version}, mobile settings, on a machine with ${cpus().length} cores.`);
  return lines.join("\n");
}

// Put the table where the page keeps it.
export function write(text) {
  const page = readFileSync(PAGE, "utf-8");
  const [before, rest] = page.split(BEGIN);
  const after = rest.split(END)[1];
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}
