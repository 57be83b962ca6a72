// Looks at the pages of a running portal: `node tests/pages/check.mjs http://127.0.0.1:8080/dvc [--quick] [--write]`.
// --quick leaves Lighthouse out, --only NAME looks at one page, --write puts the table into docs/page-quality.md.
// Exits with 1 if a page is below a bar.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { barriers, launch, logIn, open, weight } from "./browser.mjs";
import { BARS, GUEST, SIGNED_IN } from "./pages.mjs";
import { kilobytes, table, write } from "./report.mjs";
import { htmlErrors, scores } from "./tools.mjs";

const base = process.argv[2];
const quick = process.argv.includes("--quick");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : "";
const title = ({ name, user }) => (user ? `${name} (${user})` : name);

// One row: the page looked at in the browser; null where an optional page is not there.
async function look(browser, entry) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setBypassCSP(true);
    if (entry.user) await logIn(page, base, entry.user);
    const answer = await open(page, base, entry);
    if (entry.optional && answer.status() === 404) return null;
    const wrong = [200, 304].includes(answer.status()) || answer.status() === entry.status ? [] : [`status ${answer.status()}`];
    const html = await answer.text();
    return { entry, name: title(entry), html, barriers: [...wrong, ...(await barriers(page))] };
  } finally {
    await context.close();
  }
}

async function rowsOf(browser) {
  const rows = [];
  for (const entry of [...GUEST, ...SIGNED_IN].filter((one) => !only || one.name === only)) {
    const row = await look(browser, entry);
    if (row) rows.push(row);
    console.log(row ? `looked at ${row.name}` : `${title(entry)} is not in this portal: left out`);
  }
  return rows;
}

async function main() {
  const directory = mkdtempSync(join(tmpdir(), "dvc-pages-"));
  const browser = await launch();
  let rows, home;
  try {
    rows = await rowsOf(browser);
    home = await weight(browser, `${base}/`);
    const errors = htmlErrors(rows, directory);
    for (const row of rows) row.errors = errors[row.name];
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true });
  }
  for (const row of quick ? [] : rows.filter(({ entry }) => entry.main)) {
    row.lighthouse = await scores(base + row.entry.path);
    console.log(`Lighthouse: ${row.name} ${row.lighthouse.scores.join(" ")}`);
  }
  const text = table(rows, home);
  console.log(`\n${text}`);
  const bad = complaints(rows, home);
  for (const line of bad) console.log(`BELOW THE BAR  ${line}`);
  if (process.argv.includes("--write")) write(text);
  console.log(`${rows.length - new Set(bad.map((line) => line.split(":")[0])).size} passed, ${bad.length} failed`);
  return bad.length ? 1 : 0;
}

function complaints(rows, home) {
  const found = rows.flatMap(({ name, barriers, errors, lighthouse }) => [
    ...barriers.map((line) => `${name}: axe ${line}`),
    ...errors.map((line) => `${name}: HTML ${line}`),
    ...(lighthouse && Math.min(...lighthouse.scores) < BARS.score
      ? [`${name}: Lighthouse ${lighthouse.scores.join(" ")}; ${lighthouse.lost.join("; ")}`]
      : []),
  ]);
  if (home.total >= BARS.homeBytes) found.push(`home: weighs ${kilobytes(home.total)}`);
  return found;
}

process.exit(await main());
