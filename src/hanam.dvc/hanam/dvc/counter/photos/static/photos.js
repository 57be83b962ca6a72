/* Photos of a phone appear beside their papers while the form stands open: the server is asked
   every second as long as the code for the phone holds. Only the lists of photos and the place
   of the code are written anew, so that nothing typed is touched. Without this script the same
   buttons send the form, and it comes back as it was typed. */

const SOON = 1000;
const LATER = 10000;
const ROOT = "[data-photos]";

let mark = "";
let timer = 0;
let asking = null;
let isConnected = false;
const counts = new Map();

const root = () => document.querySelector(ROOT);
const field = () => root().querySelector('input[name="tray"]');
const placeOf = (key) => document.querySelector(`[data-photos-of="${CSS.escape(key)}"]`);

function tell(name, title = "") {
  const told = root().querySelector("[data-photos-told]");
  told.textContent = `${told.dataset[name]} ${title}`.trim();
}

function trouble(message) {
  const place = root().querySelector("[data-photos-trouble]");
  place.textContent = message;
  place.hidden = !message;
}

// The focus stays on the same button, or on the next one there is.
function replace(box, html) {
  if (box.dataset.html === html) return;
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  box.dataset.html = html;
  box.innerHTML = html;
  if (!held) return;
  const buttons = [...box.querySelectorAll("button:not([hidden])")];
  const next = buttons.find((button) => button.value === held.value) ?? buttons[0] ?? box;
  if (next === box) box.tabIndex = -1;
  next.focus();
}

function show(answer) {
  field().value = answer.tray;
  for (const [key, html] of Object.entries(answer.sheets)) {
    const place = placeOf(key);
    if (!place) continue;
    const many = answer.many[key];
    const before = counts.get(key) ?? place.querySelectorAll("li").length;
    if (many > before) arrived(place);
    counts.set(key, many);
    replace(place, html);
  }
  replace(root().querySelector("[data-photos-panel]"), answer.panel);
  hideForScript();
  if (answer.connected && !isConnected) tell("connected");
  isConnected = answer.connected;
  watch(answer.open);
}

function arrived(place) {
  const row = document.querySelector(`[data-sheet="${CSS.escape(place.dataset.photosOf)}"]`);
  const box = row.querySelector('input[type="checkbox"]');
  box.checked = true;
  tell("arrived", row.querySelector("label").textContent.trim().replace(/\s+/g, " "));
}

async function look() {
  if (!root() || !field().value) return;
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(`${root().dataset.photos}/${field().value}`, {
    headers: { "If-None-Match": mark },
    cache: "no-store",
    signal: asking.signal,
  });
  if (answer.status === 200) {
    const facts = await answer.json();
    mark = answer.headers.get("ETag") ?? "";
    show(facts);
  } else if (answer.status === 304) {
    watch(true);
  } else if (answer.status === 404) {
    watch(false);
  } else {
    throw new Error("unexpected answer");
  }
}

function watch(isOpen) {
  clearTimeout(timer);
  if (isOpen) timer = setTimeout(refresh, document.hidden ? LATER : SOON);
}

async function refresh() {
  try {
    await look();
  } catch (error) {
    // No connection: asked again. Overtaken: the later question brings it.
    if (error.name !== "AbortError") watch(true);
  }
}

async function press(button) {
  const form = button.form;
  const body = new FormData();
  for (const name of ["_authenticator", "procedure", "agency", "case", "code"]) {
    const given = form.querySelector(`input[name="${name}"]`);
    if (given) body.set(name, given.value);
  }
  body.set("do", button.value);
  const tray = field().value;
  asking?.abort();
  // Not disabled: that would take the focus away from who presses by keyboard.
  button.setAttribute("aria-disabled", "true");
  try {
    const url = tray ? `${root().dataset.photos}/${tray}` : root().dataset.photos;
    const answer = await fetch(url, { method: "POST", body });
    const facts = await answer.json();
    if (!answer.ok) {
      trouble(facts.message);
      if (answer.status === 404) field().value = "";
      return;
    }
    trouble("");
    mark = answer.headers.get("ETag") ?? "";
    show(facts);
  } catch {
    trouble(root().querySelector("[data-photos-told]").dataset.trouble);
    watch(true);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

function hideForScript() {
  for (const part of root().querySelectorAll("[data-without-script]")) part.hidden = true;
}

function prepare() {
  if (!root()) return;
  hideForScript();
  root().dataset.ready = "on";
  mark = "";
  if (root().querySelector(".ctr-hand-open")) refresh();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('button[name="do"][value^="photos-"]');
  if (!button || !root()) return;
  event.preventDefault();
  if (!button.ariaDisabled) press(button);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "F9" || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = document.getElementById("photos-open");
  if (!button) return;
  event.preventDefault();
  button.click();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && root()?.querySelector(".ctr-hand-open")) refresh();
});
document.addEventListener("keep:ready", prepare);
prepare();
