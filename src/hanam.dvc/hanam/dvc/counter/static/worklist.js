/* Keyboard for the worklist: j/k move, x selects, Shift x selects a range, a the page, Enter
   opens, / searches.
   The page works without it; it only moves focus and clicks what is there. */

const table = document.querySelector("[data-worklist]");
const search = document.querySelector("[data-worklist-search]");
const bar = document.querySelector("[data-worklist-bar]");
const rows = table ? [...table.querySelectorAll("[data-row]")] : [];
let current = -1;
let last = -1;

const boxOf = (row) => row.querySelector("input[type=checkbox]");
const linkOf = (row) => row.querySelector("a[data-open]");

function moveTo(index) {
  if (!rows.length) return;
  if (rows[current]) rows[current].classList.remove("is-current");
  current = Math.max(0, Math.min(index, rows.length - 1));
  const row = rows[current];
  row.classList.add("is-current");
  (linkOf(row) || boxOf(row) || row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function showSelection() {
  if (!bar) return;
  const boxes = rows.map(boxOf).filter(Boolean);
  const chosen = boxes.filter((box) => box.checked);
  const everything = bar.querySelector("[data-everything]");
  bar.hidden = chosen.length === 0 && !(everything && everything.checked);
  const number = bar.querySelector("[data-number]");
  if (number) number.textContent = String(chosen.length);
  boxes.forEach((box) => {
    box.closest("[data-row]").classList.toggle("is-selected", box.checked);
  });
}

function select(from, to, checked) {
  rows.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((row) => {
    const box = boxOf(row);
    if (box) box.checked = checked;
  });
  showSelection();
}

function typing(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ["TEXTAREA", "SELECT"].includes(target.tagName) ||
      (target.tagName === "INPUT" && target.type !== "checkbox"))
  );
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "j") {
    moveTo(current + 1);
  } else if (event.key === "k") {
    moveTo(current - 1);
  } else if (event.key === "x" && rows[current]) {
    const box = boxOf(rows[current]);
    if (box) box.click();
    last = current;
  } else if (event.key === "X" && rows[current]) {
    select(last < 0 ? current : last, current, true);
    last = current;
  } else if (event.key === "a" && rows.length) {
    const boxes = rows.map(boxOf).filter(Boolean);
    select(0, rows.length - 1, !boxes.every((box) => box.checked));
  } else if (event.key === "Enter" && rows[current]) {
    const link = linkOf(rows[current]);
    if (link && event.target !== link && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault(); // Enter in a box would send the form
      link.click();
    }
  }
}

document.addEventListener("keydown", onKey);
rows.forEach((row, index) => {
  row.addEventListener("focusin", () => {
    if (rows[current] && current !== index) {
      rows[current].classList.remove("is-current");
    }
    current = index;
    row.classList.add("is-current");
  });
});
if (table) table.addEventListener("change", showSelection);
if (bar) bar.addEventListener("change", showSelection);
showSelection();

const tab = document.querySelector(".ctr-tabs [aria-current]");
if (tab) tab.scrollIntoView({ block: "nearest", inline: "center" });
