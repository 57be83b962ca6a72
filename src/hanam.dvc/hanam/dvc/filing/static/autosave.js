// Saves a page of a draft while somebody types, and keeps a copy in the browser of what could not
// be saved yet. Everything works without it as well.

import { forgetAll, forget, keep, kept } from "./copies.js";

const form = document.querySelector("form[data-filing]");
const saved = document.querySelector("[data-saved]");
const WAIT = 700;
const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const BUTTONS = new Set(["go", "_authenticator", "sequence", "seen", "page"]);

// What is typed on the page, without files, buttons and marks.
const typed = () =>
  [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !BUTTONS.has(name),
  );

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function start() {
  const { draft, step, visitor } = form.dataset;
  const mayKeep = form.dataset.shared === undefined;
  const place = `${draft}:${step}`;
  const shown = typed();
  let timer = 0;
  let retry = FIRST_RETRY;
  let running = null;
  let stopped = false;

  const say = (words, state) => {
    saved.textContent = words;
    saved.dataset.state = state;
  };

  const later = () => {
    say(saved.dataset.unsaved, "unsaved");
    clearTimeout(timer);
    timer = setTimeout(save, retry);
    retry = Math.min(retry * 2, LAST_RETRY);
  };

  async function save() {
    clearTimeout(timer);
    running?.abort();
    const mine = (running = new AbortController());
    form.elements.sequence.value = Date.now();
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("go", "stay");
    say(saved.dataset.saving, "saving");
    let answer;
    try {
      const headers = { "X-Autosave": "1" };
      answer = await fetch(form.action, { method: "POST", body, headers, signal: mine.signal });
    } catch {
      if (!mine.signal.aborted) later();
      return;
    }
    if (answer.ok) {
      say((await answer.json()).saved, "saved");
      retry = FIRST_RETRY;
      forget(place);
    } else if (answer.status >= 500 || answer.status === 429) {
      later();
    } else {
      // Another page was faster, or the page is too old: pressing the button tells what to do.
      stopped = true;
      const told = await answer.json().catch(() => ({}));
      say(told.message ?? saved.dataset.unsaved, "unsaved");
    }
  }

  const changed = (event) => {
    if (event.target.type === "file") return;
    if (mayKeep) keep(place, visitor, typed());
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(save, event.type === "change" ? WAIT / 2 : WAIT * 3);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", () => saved.dataset.state === "unsaved" && !stopped && save());

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    running?.abort();
    form.elements.sequence.value = Date.now();
    const going = event.submitter?.value;
    if (going === "file" || going === "discard") forgetAll(draft);
    else if (mayKeep) keep(place, visitor, typed());
  });

  offer(place, visitor, shown);
}

// What an earlier visit could not save: offered where it differs from what the page shows.
function offer(place, visitor, shown) {
  const box = document.querySelector("[data-recovered]");
  const copy = kept(place, visitor);
  if (!box || !copy) return;
  if (same(copy.values, shown)) {
    forget(place);
    return;
  }
  const at = new Date(copy.at);
  box.querySelector("[data-recovered-at]").textContent = at.toLocaleString(
    document.documentElement.lang,
    { hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric" },
  );
  box.hidden = false;
  box.querySelector("[data-recover]").addEventListener("click", () => {
    put(copy.values);
    box.hidden = true;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
  box.querySelector("[data-forget]").addEventListener("click", () => {
    forget(place);
    box.hidden = true;
  });
}

function put(values) {
  const given = new Map();
  for (const [name, value] of values) given.set(name, [...(given.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || BUTTONS.has(control.name)) continue;
    if (["file", "submit", "button", "hidden"].includes(control.type)) continue;
    const mine = given.get(control.name) ?? [];
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = mine.includes(control.value);
    } else {
      control.value = mine.length > 0 ? mine.shift() : "";
    }
  }
}

if (form && saved) start();
for (const link of document.querySelectorAll('a[href$="/logout"]')) {
  link.addEventListener("click", () => forgetAll());
}
