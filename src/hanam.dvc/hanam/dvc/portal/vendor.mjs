// Copies what the browser gets from npm into the portal: `npm ci && npm run vendor`.
// The result is committed, so that neither building nor running the portal needs npm.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const room = dirname(fileURLToPath(import.meta.url));
const top = join(room, "../../../../..");
const modules = join(top, "node_modules");
const target = join(room, "static/vendor");
mkdirSync(target, { recursive: true });

const FONT = "@fontsource/be-vietnam-pro";
for (const subset of ["vietnamese", "latin"]) {
  for (const weight of [400, 600]) {
    const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
    copyFileSync(join(modules, FONT, "files", name), join(target, name));
  }
}
copyFileSync(join(modules, FONT, "LICENSE"), join(target, "LICENSE.be-vietnam-pro"));

// The letters of the legal forms: as wide as Times New Roman, for machines without it.
const forms = join(room, "../counter/static/vendor");
mkdirSync(forms, { recursive: true });
for (const subset of ["vietnamese", "latin"]) {
  for (const style of ["400-normal", "400-italic", "700-normal"]) {
    const name = `tinos-${subset}-${style}.woff2`;
    copyFileSync(join(modules, "@fontsource/tinos/files", name), join(forms, name));
  }
}
copyFileSync(join(modules, "@fontsource/tinos/LICENSE"), join(forms, "LICENSE.tinos"));

// The same letters as whole fonts, for documents made on the server.
const letters = join(room, "../printing/fonts");
mkdirSync(letters, { recursive: true });
for (const style of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]) {
  const file = join(modules, "@expo-google-fonts/tinos", style, `Tinos_${style}.ttf`);
  copyFileSync(file, join(letters, `Tinos_${style}.ttf`));
}
copyFileSync(join(modules, "@fontsource/tinos/LICENSE"), join(letters, "LICENSE.tinos"));

const css = sass.compile(join(room, "bootstrap.scss"), {
  loadPaths: [modules],
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  style: "compressed",
}).css;
writeFileSync(join(target, "bootstrap.css"), css + "\n");
copyFileSync(join(modules, "bootstrap/LICENSE"), join(target, "LICENSE.bootstrap"));

// One file with every icon as a symbol: <svg><use href="…/icons.svg#search"/></svg>
const names = readFileSync(join(room, "icons.txt"), "utf-8").trim().split("\n");
const symbols = names.map((name) => {
  const svg = readFileSync(join(modules, "bootstrap-icons/icons", `${name}.svg`), "utf-8");
  const body = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 16 16">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
});
writeFileSync(
  join(target, "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
);
copyFileSync(join(modules, "bootstrap-icons/LICENSE"), join(target, "LICENSE.bootstrap-icons"));

// What the browser tests inject to look for barriers.
const axe = join(top, "tests/browser/vendor");
mkdirSync(axe, { recursive: true });
copyFileSync(join(modules, "axe-core/axe.min.js"), join(axe, "axe.min.js"));
copyFileSync(join(modules, "axe-core/LICENSE"), join(axe, "LICENSE.axe-core"));
