// Saves a page of a filing while somebody types. Everything works without it as well.

const form = document.querySelector("form[data-filing]");
const saved = document.querySelector("[data-saved]");

if (form && saved) {
  let timer = 0;
  let running = null;

  const save = async () => {
    running?.abort();
    running = new AbortController();
    form.elements.sequence.value = Date.now();
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("go", "stay");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-Autosave": "1" },
        signal: running.signal,
      });
      if (answer.ok) saved.textContent = (await answer.json()).saved;
    } catch {
      // No connection: what is typed stays on the page and is sent with it.
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
    form.elements.sequence.value = Date.now();
  });
}

// An error summary is what somebody has to read first.
document.getElementById("errors")?.focus();

// Agencies are found as their name is typed; diacritics do not matter.
const fold = (text) =>
  text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/đ/g, "d");

for (const field of document.querySelectorAll("[data-filter]")) {
  const options = [...form.querySelectorAll("[data-option]")];
  const groups = [...form.querySelectorAll(".dvc-agencies > details")];
  field.addEventListener("input", () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    for (const option of options) {
      const text = fold(option.textContent);
      const chosen = option.querySelector("input").checked;
      option.hidden = !chosen && !words.every((word) => text.includes(word));
    }
    for (const group of groups) {
      const left = group.querySelectorAll("[data-option]:not([hidden])").length;
      group.hidden = words.length > 0 && left === 0;
      if (words.length > 0 && left > 0) group.open = true;
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
