// Lighthouse and the Nu HTML checker.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROME, FLAGS } from "./browser.mjs";
import { BARS, CATEGORIES } from "./pages.mjs";

const JAR = fileURLToPath(new URL("../../node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

// Errors of pages as they were sent, {name: [text]}, from [{name, html}]; `directory` is for their files.
export function htmlErrors(pages, directory) {
  const files = pages.map(({ html }, number) => {
    const file = join(directory, `${number}.html`);
    writeFileSync(file, html);
    return file;
  });
  const command = ["-Xss1m", "-jar", JAR, "--format", "json", "--errors-only", "--exit-zero-always", "--stdout", ...files];
  const { messages } = JSON.parse(execFileSync("java", command, { encoding: "utf-8", maxBuffer: 1 << 26 }));
  const found = Object.fromEntries(pages.map(({ name }) => [name, []]));
  for (const message of messages) {
    const number = files.findIndex((file) => message.url.endsWith(file));
    const line = `line ${message.lastLine}: ${message.message} ${message.extract ?? ""}`;
    found[pages[number].name].push(line.replace(/\s+/g, " "));
  }
  return found;
}

async function once(url) {
  const chrome = await launcher.launch({ chromePath: CHROME, chromeFlags: FLAGS });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    await chrome.kill();
  }
}

const points = (lhr, category) => Math.round(100 * lhr.categories[category].score);

// Scores at Lighthouse's mobile settings, and what cost points: {scores, lost, runs}. A speed below the bar is
// measured twice more and the middle one counts, since a busy machine slows one run.
export async function scores(url) {
  const runs = [await once(url)];
  if (points(runs[0], "performance") < BARS.score) runs.push(await once(url), await once(url));
  runs.sort((a, b) => points(a, "performance") - points(b, "performance"));
  const middle = runs[Math.floor(runs.length / 2)];
  const lost = CATEGORIES.flatMap((category) =>
    middle.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && middle.audits[id].score !== null && middle.audits[id].score < 0.9)
      .map(({ id }) => `${category}: ${id} ${middle.audits[id].displayValue ?? ""}`.trim()),
  );
  return {
    scores: CATEGORIES.map((category) => points(middle, category)),
    lost,
    runs: runs.length,
    version: middle.lighthouseVersion,
  };
}
