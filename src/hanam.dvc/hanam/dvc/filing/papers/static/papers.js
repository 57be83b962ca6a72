// Sends each file of a slot by itself, at once, and shows how far it is. The page works
// without this as well: then the form sends the files.

import { Upload } from "./upload.js";

const root = document.querySelector("[data-papers]");
const form = root.closest("form");
const isPhone = "phone" in root.dataset;
const { words, size: most, kinds } = JSON.parse(root.dataset.words);
const told = root.querySelector("[data-papers-told]");
const AT_ONCE = 3;
const SOON = 1000;
const LATER = 10000;
const ACTS = isPhone ? ["remove"] : ["remove", "turn", "up", "join", "split", "hand"];

const waiting = [];
const running = new Set();
let submitter = null;
let mark = "";
let isOpen = false;
let isConnected = false;
let timer = 0;
let asking = null;

const say = (name, file = "") => words[name].replaceAll("${name}", file);
const tell = (text) => (told.textContent = text);
const token = () =>
  (form ?? root).querySelector('[name="_authenticator"]').value;
const slotOf = (name) => root.querySelector(`[data-slot="${CSS.escape(name)}"]`);

// -- what the server says the slots hold

function replace(box, html) {
  if (box.dataset.html === html) return;
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  box.dataset.html = html;
  box.innerHTML = html;
  if (!held) return;
  const same = [...box.querySelectorAll("button")].find(
    (button) => button.name === held.name && button.value === held.value,
  );
  const next = same ?? box.querySelector("button") ?? box.parentElement;
  if (next === box.parentElement) next.tabIndex = -1;
  next.focus();
}

function show(answer) {
  for (const [name, html] of Object.entries(answer.slots ?? {})) {
    const slot = slotOf(name);
    if (slot) replace(slot.querySelector("[data-slot-files]"), html);
  }
  const saved = document.querySelector("[data-saved]");
  if (saved && answer.saved) saved.textContent = answer.saved;
  if (isPhone || answer.hand === undefined) return;
  replace(root.querySelector("[data-hand]"), answer.hand);
  hideForScript();
  if (answer.connected && !isConnected) tell(words.connected);
  isConnected = answer.connected;
  isOpen = answer.open;
  watch();
}

// What an upload answers may be older than what another has just added, so the list is
// always asked for anew; of answers that overtake each other the last one asked for counts.
async function look() {
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(root.dataset.papers, {
    headers: { Accept: "application/json", "If-None-Match": mark },
    cache: "no-store",
    signal: asking.signal,
  });
  if (answer.status === 200) {
    mark = answer.headers.get("ETag") ?? "";
    show(await answer.json());
  } else if (answer.status === 404 || answer.status === 410) {
    isOpen = false;
  }
}

async function refresh() {
  try {
    await look();
  } catch (error) {
    // No connection: asked again. Overtaken: the later question brings it.
    if (error.name !== "AbortError") setTimeout(refresh, SOON);
  }
}

function watch() {
  clearTimeout(timer);
  if (!isOpen) return;
  timer = setTimeout(
    async () => {
      try {
        await look();
      } catch {
        // No connection: asked again.
      }
      watch();
    },
    document.hidden ? LATER : SOON,
  );
}

// -- sending

function refusal(file) {
  const isHeic = /\.hei[cf]$/i.test(file.name) || /^image\/hei[cf]/.test(file.type);
  if (file.size === 0) return say("empty", file.name);
  if (file.size > most) return say("big", file.name);
  if (isHeic && !kinds.includes("image/heic")) return say("heic", file.name);
  if (file.type && !kinds.includes(file.type)) return say("kind", file.name);
  return "";
}

function take(slot, files) {
  for (const file of files) {
    const upload = new Upload({
      file,
      words,
      say,
      list: slot.querySelector("[data-uploads]"),
      url: root.dataset.papers,
      body: () => {
        const body = new FormData();
        body.set("_authenticator", token());
        body.set("component", slot.dataset.slot.replace(/^papers\./, ""));
        body.set("file", file, file.name);
        return body;
      },
      ended: (answer) => {
        running.delete(upload);
        if (answer) {
          refresh();
          slot.querySelector(":scope .dvc-field-error:not(li *)")?.remove();
          slot.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
          tell(say(answer.again ? "again" : "added", file.name));
        }
        next();
      },
      again: () => {
        waiting.push(upload);
        next();
      },
    });
    const wrong = refusal(file);
    if (wrong) {
      upload.fail(wrong, false);
      continue;
    }
    tell(say("sending", file.name));
    waiting.push(upload);
  }
  next();
}

function next() {
  while (waiting.length && running.size < AT_ONCE) {
    const upload = waiting.shift();
    if (upload.isGone) continue;
    running.add(upload);
    upload.send();
  }
  if (running.size || waiting.length || !submitter) return;
  const button = submitter;
  submitter = null;
  form.requestSubmit(button);
}

// A file that was not taken is seen before the page is left; the second time it is left out.
function isHeldBack() {
  const failed = root.querySelector("[data-uploads] li:has([role=alert]):not([data-seen])");
  if (!failed) return false;
  for (const line of root.querySelectorAll("[data-uploads] li")) line.dataset.seen = "on";
  tell(failed.querySelector("[role=alert]").textContent);
  failed.querySelector("button").focus();
  return true;
}

// -- what can be done to what is there

async function act(button) {
  const slot = button.closest("[data-slot]");
  const body = new FormData();
  body.set("_authenticator", token());
  body.set(button.name, button.value);
  const url = `${root.dataset.papers}/${isPhone ? "bo" : "viec"}`;
  // Not disabled: that would take the focus away from who presses by keyboard.
  button.setAttribute("aria-disabled", "true");
  let message = words.busy.replaceAll("${name}", "").trim();
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(url, { method: "POST", body, headers });
    const facts = await answer.json();
    if (answer.ok) {
      await refresh();
      tell(words.changed);
      return;
    }
    message = facts.message;
  } catch {
    // No connection: what was there is still there.
  } finally {
    button.removeAttribute("aria-disabled");
  }
  const list = (slot ?? root).querySelector("[data-uploads]");
  new Upload({ file: { name: "" }, words, say, list }).fail(message, false);
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button || !ACTS.includes(button.name)) return;
  event.preventDefault();
  if (!button.ariaDisabled) act(button);
});

// -- choosing and dragging

for (const slot of root.querySelectorAll("[data-slot]")) {
  for (const input of slot.querySelectorAll('input[type="file"]')) {
    const pick = () => {
      const files = [...input.files];
      input.value = "";
      take(slot, files);
    };
    input.addEventListener("change", pick);
    // Somebody was quicker than this script on a slow line.
    if (input.files.length) pick();
  }
  slot.addEventListener("dragover", () => slot.classList.add("dvc-slot-over"));
  slot.addEventListener("dragleave", (event) => {
    if (!slot.contains(event.relatedTarget)) slot.classList.remove("dvc-slot-over");
  });
  slot.addEventListener("drop", (event) => {
    slot.classList.remove("dvc-slot-over");
    take(slot, [...event.dataTransfer.files]);
  });
}

// A file dropped beside a slot must not take the place of the page.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const inSlot = event.target.closest?.("[data-slot]");
    event.dataTransfer.dropEffect = inSlot ? "copy" : "none";
  });
}

// -- leaving

form?.addEventListener("submit", (event) => {
  const isOnItsWay = running.size || waiting.length;
  const goesOn = ["next", "file"].includes(event.submitter?.value);
  if (!isOnItsWay && !(goesOn && isHeldBack())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!isOnItsWay) return;
  submitter = event.submitter;
  tell(words.waiting);
  const notice = root.querySelector("[data-uploads] li:not([role=alert])");
  notice?.scrollIntoView({ block: "nearest" });
});
addEventListener("beforeunload", (event) => {
  if (running.size || waiting.length) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  if (event.persisted && !isPhone) refresh();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !isPhone) refresh();
});

function hideForScript() {
  for (const part of root.querySelectorAll("[data-without-script]")) part.hidden = true;
}

hideForScript();
for (const hint of root.querySelectorAll("[data-drop-hint]")) hint.hidden = false;
if (root.querySelector(".dvc-hand-open")) refresh();
root.dataset.ready = "on";
