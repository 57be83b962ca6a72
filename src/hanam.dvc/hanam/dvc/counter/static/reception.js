/* Reception: the form loses no scans; Enter in a number looks the person up; one button ticks
   everything that is required. */

import { start } from "./keep.js";

function prepare(event) {
  const form = event.target.querySelector("form");
  if (!form) return;
  form.addEventListener("keydown", (press) => {
    const number = press.target.closest(".ctr-number");
    if (press.key !== "Enter" || !number || press.target.tagName !== "INPUT") return;
    press.preventDefault();
    number.querySelector("button").click();
  });
  const all = form.querySelector("[data-tick-all]");
  if (!all) return;
  all.hidden = false;
  all.querySelector("button").addEventListener("click", () => {
    form.querySelectorAll("tr[data-required] input[type=checkbox]").forEach((box) => {
      box.checked = true;
    });
  });
}

document.addEventListener("keep:ready", prepare);
start();
