// The browser and what is asked of it: barriers, width, weight, the page as it was sent.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { PASSWORD } from "./pages.mjs";

const AXE = readFileSync(new URL("../browser/vendor/axe.min.js", import.meta.url), "utf-8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOOKS = [
  { width: 360, scheme: "light" },
  { width: 1280, scheme: "light" },
  { width: 1280, scheme: "dark" },
];

export const CHROME = process.env.CHROME_PATH || "/usr/bin/chromium";
export const FLAGS = ["--no-sandbox", "--headless=new", "--disable-dev-shm-usage"];

export const launch = () => puppeteer.launch({ executablePath: CHROME, args: FLAGS });

export async function logIn(page, base, user) {
  await page.goto(`${base}/login`);
  await page.type("[name=__ac_name]", user);
  await page.type("[name=__ac_password]", PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click("main form[method=post] button.btn-primary")]);
}

// The answer to the page's address; where it leads on to another page, that one's.
export async function open(page, base, entry) {
  const answer = await page.goto(base + entry.path, { waitUntil: "networkidle0" });
  if (!entry.follow) return answer;
  const [target] = await Promise.all([
    page.waitForNavigation({ waitUntil: "networkidle0" }),
    page.click(entry.follow),
  ]);
  return target;
}

// What axe finds in the page at each width and in both schemes, a line each.
export async function barriers(page) {
  const found = [];
  for (const { width, scheme } of LOOKS) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      // A colour on its way from one scheme to the other is nobody's look.
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.evaluate(AXE);
    const result = await page.evaluate((rules) => window.axe.run({ runOnly: rules }), RULES);
    if (!result.passes.length) throw new Error(`axe found nothing to look at in ${page.url()}`);
    for (const rule of result.violations) {
      for (const node of rule.nodes) found.push(`${width} ${scheme}: ${rule.id} ${node.target} (${rule.help})`);
    }
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over > 0) found.push(`${width} ${scheme}: ${over} px wider than the window`);
  }
  return found;
}

// Bytes on the wire of a first visit, compressed, headers included: {total, requests}.
export async function weight(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const client = await page.createCDPSession();
  await client.send("Network.enable");
  let total = 0;
  let requests = 0;
  client.on("Network.loadingFinished", (event) => {
    total += event.encodedDataLength;
    requests += 1;
  });
  await page.setViewport({ width: 360, height: 800 });
  await page.goto(url, { waitUntil: "networkidle0" });
  await context.close();
  return { total, requests };
}
