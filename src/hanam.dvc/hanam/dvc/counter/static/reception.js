/* Reception by keyboard: F2 finds a person, F4 ticks all required papers, digits say why not
   online, F8 receives, ? tells the keys. Files are dropped on their paper. The appointment is
   asked for again as the channel changes. Nothing here is needed to receive a dossier. */

import { start } from "./keep.js";

const root = () => document.querySelector("[data-keep]");
const byId = (id) => document.getElementById(id);

function isText(target) {
  return (
    ["TEXTAREA", "SELECT"].includes(target.tagName) ||
    (target.tagName === "INPUT" && !["checkbox", "radio", "file"].includes(target.type))
  );
}

function tickAll() {
  document.querySelectorAll("tr[data-required] input[type=checkbox]").forEach((box) => {
    box.checked = true;
  });
  const why = byId("why");
  const first = why && why.getClientRects().length && why.querySelector("input");
  (first || byId("receive")).focus();
}

function choose(event, list) {
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && at >= 0) {
    event.preventDefault();
    buttons[Math.max(0, Math.min(at + step, buttons.length - 1))].focus();
  } else if (/^[1-9]$/.test(event.key) && buttons[event.key - 1]) {
    event.preventDefault();
    buttons[event.key - 1].click();
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !root()) return;
  const { key, target } = event;
  const list = target.closest && target.closest(".ctr-people");
  if (key === "F2") {
    event.preventDefault();
    byId("find").focus();
    byId("find").select();
  } else if (key === "F4") {
    event.preventDefault();
    tickAll();
  } else if (key === "F8") {
    event.preventDefault();
    byId("receive").click();
  } else if (list) {
    choose(event, list);
  } else if (key === "Enter" && target.tagName === "INPUT") {
    const finder = target.closest(".ctr-number, .ctr-find");
    if (!finder) return;
    event.preventDefault();
    finder.querySelector("button").click();
  } else if (!isText(target)) {
    onPlainKey(event);
  }
}

function onPlainKey(event) {
  if (event.key === "?") {
    byId("keys").open = true;
    byId("keys").querySelector("summary").focus();
    return;
  }
  const reason = /^[1-9]$/.test(event.key) &&
    document.querySelector(`#why input[data-key="${event.key}"]`);
  if (!reason || !reason.getClientRects().length) return;
  event.preventDefault();
  reason.checked = true;
  reason.focus();
}

/* --- files dropped on the row of their paper --- */

function rowOf(event) {
  const row = event.target.closest && event.target.closest("[data-sheet]");
  return row && [...event.dataTransfer.types].includes("Files") ? row : null;
}

function onDrag(event) {
  const row = rowOf(event);
  if (!row) return;
  event.preventDefault();
  row.classList.toggle("is-over", event.type === "dragover");
}

function onDrop(event) {
  const row = rowOf(event);
  if (!row) return;
  event.preventDefault();
  row.classList.remove("is-over");
  const field = row.querySelector("input[type=file]");
  const all = new DataTransfer();
  for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file);
  field.files = all.files;
  row.querySelector("input[type=checkbox]").checked = true;
}

/* --- what receiving now would promise --- */

async function promise() {
  const place = document.querySelector("[data-promise]");
  if (!place) return;
  const channel = document.querySelector("input[name=channel]:checked");
  const query = new URLSearchParams({
    procedure: place.dataset.procedure,
    case: place.dataset.case,
    channel: channel ? channel.value : "",
  });
  const answer = await fetch(`${place.dataset.promise}?${query}`, {
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) return;
  const found = await answer.json();
  place.querySelector("[data-limit]").textContent = found.limit;
  place.querySelector("[data-due]").textContent = found.due;
}

const again = () => promise().catch(() => {});

document.addEventListener("keydown", onKey);
document.addEventListener("dragover", onDrag);
document.addEventListener("dragleave", onDrag);
document.addEventListener("drop", onDrop);
document.addEventListener("change", (event) => {
  if (event.target.name === "channel") again();
  const row = event.target.type === "file" && event.target.closest("[data-sheet]");
  if (row && event.target.files.length) row.querySelector("input[type=checkbox]").checked = true;
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) again();
});
document.addEventListener("keep:ready", () => {
  const all = document.querySelector("[data-tick-all]");
  if (!all) return;
  all.hidden = false;
  all.querySelector("button").addEventListener("click", tickAll);
});
start();
