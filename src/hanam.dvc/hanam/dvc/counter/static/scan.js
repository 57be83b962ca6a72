/* A scanner types a code and presses Enter, faster than a page is loaded: each code is taken out
   of its field at once and sent in its turn; what is answered takes the place of [data-scanned].
   Without this script the form is sent as ever. */

const form = document.querySelector("[data-scan]");
const waiting = [];
let busy = false;

function take() {
  const field = form.elements.code;
  if (!field.value.trim()) return false;
  waiting.push(new FormData(form));
  field.value = "";
  field.focus();
  return true;
}

async function send(body) {
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-scanned]");
  if (!fresh) throw new Error("unexpected answer");
  document.querySelector("[data-scanned]").replaceWith(fresh);
}

async function work() {
  if (busy) return;
  busy = true;
  while (waiting.length) {
    const body = waiting[0];
    try {
      await send(body);
      waiting.shift();
    } catch {
      // The code goes back where it came from; those behind it wait for the next Enter.
      waiting.shift();
      form.elements.code.value = body.get("code");
      const trouble = document.querySelector("[data-scan-trouble]");
      if (trouble) trouble.hidden = false;
      break;
    }
  }
  busy = false;
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "place") return;
    event.preventDefault();
    form.elements.code.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!take()) return;
    if (button && button.name) waiting[waiting.length - 1].set(button.name, button.value);
    work();
  });
}
