/* Forms that lose nothing: a form inside [data-keep] is sent in the background. What comes back
   takes its place; file fields that hold something are kept, which a browser cannot fill in
   again by itself. The focus goes to the errors, to what has `autofocus`, or where the button's
   `data-then` says. Where nothing sensible comes back (no connection, logged out), the form stays
   as it is and [data-keep-trouble] says so. Without this script the forms are sent as ever. */

const ROOT = "[data-keep]";

async function send(form, button) {
  const body = new FormData(form);
  if (button && button.name) body.set(button.name, button.value);
  if (button && button.hasAttribute("data-without-files")) {
    form.querySelectorAll("input[type=file]").forEach((field) => body.delete(field.name));
  }
  // Not form.action: a button of that name hides it.
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    body,
    headers: { "X-Keep": "1" },
  });
  const onward = answer.headers.get("X-Location");
  if (onward) {
    window.location.assign(onward);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(ROOT);
  if (!fresh) throw new Error("unexpected answer");
  replace(document.querySelector(ROOT), fresh, button);
}

function replace(old, fresh, button) {
  for (const field of old.querySelectorAll("input[type=file]")) {
    if (!field.files.length) continue;
    const same = (field.id && fresh.querySelector(`#${CSS.escape(field.id)}`)) ||
      fresh.querySelector(`input[name="${CSS.escape(field.name)}"]`);
    if (same) same.replaceWith(field);
  }
  const then = button && button.dataset.then;
  old.replaceWith(fresh);
  prepare();
  const place = document.getElementById("errors") || fresh.querySelector("[autofocus]") ||
    (then && document.getElementById(then));
  if (place) {
    place.focus();
    place.scrollIntoView({ block: "nearest" });
  }
}

function tellOfTrouble() {
  const trouble = document.querySelector("[data-keep-trouble]");
  if (!trouble) return;
  trouble.hidden = false;
  trouble.focus();
}

function watch(form) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    try {
      await send(form, event.submitter);
    } catch {
      tellOfTrouble();
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
    }
  });
}

function prepare() {
  const root = document.querySelector(ROOT);
  if (!root) return;
  root.querySelectorAll("form[method=post]").forEach(watch);
  root.dispatchEvent(new CustomEvent("keep:ready", { bubbles: true }));
}

export function start() {
  prepare();
}
