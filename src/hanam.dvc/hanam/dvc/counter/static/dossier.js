/* The dossier page: its forms lose nothing; an opened action gets the focus. */

import { start } from "./keep.js";

function prepare() {
  document.querySelectorAll("details.ctr-action").forEach((action) => {
    action.addEventListener("toggle", () => {
      if (!action.open || !action.matches(":focus-within")) return;
      const field = action.querySelector("textarea, input:not([type=hidden]), select");
      if (field) field.focus({ preventScroll: true });
    });
  });
}

document.addEventListener("keep:ready", prepare);
start();
