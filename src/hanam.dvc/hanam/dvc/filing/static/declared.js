// Declarations: rows come and go on the page, computed values follow what is typed, long
// lists are searched. Everything works without it as well.

const place = document.querySelector("[data-declared]");
const form = place?.closest("form");

// -- rows of a group

const renumber = (group) => {
  const rows = [...group.querySelectorAll(":scope > [data-row]")];
  const name = group.dataset.group;
  const beginning = new RegExp(`^(add:|remove:)?${name.replaceAll(".", "\\.")}\\.(\\d+|__row__)(?=[.-]|$)`);
  rows.forEach((row, number) => {
    const anew = (text) => text.replace(beginning, `$1${name}.${number}`);
    for (const item of [row, ...row.querySelectorAll("*")]) {
      for (const key of ["id", "name", "for", "data-field"]) {
        if (item.hasAttribute(key)) item.setAttribute(key, anew(item.getAttribute(key)));
      }
      for (const key of ["aria-describedby", "aria-labelledby"]) {
        if (!item.hasAttribute(key)) continue;
        const ids = item.getAttribute(key).split(" ").map(anew);
        item.setAttribute(key, ids.join(" "));
      }
      if (item.matches("button[name=rows]")) item.value = anew(item.value);
    }
    for (const item of row.querySelectorAll("[data-number]")) item.textContent = number + 1;
  });
  const add = group.querySelector(":scope > [data-add]");
  add.hidden = rows.length >= Number(group.dataset.most);
  for (const row of rows) {
    row.querySelector(":scope > [data-remove]").hidden = rows.length <= Number(group.dataset.least);
  }
};

const changed = () => place.dispatchEvent(new Event("change", { bubbles: true }));

for (const group of document.querySelectorAll("[data-group]")) {
  renumber(group);
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=rows]");
    if (!button) return;
    event.preventDefault();
    if (button.matches("[data-add]")) {
      const made = group.querySelector(":scope > template").content.cloneNode(true);
      const row = made.querySelector("[data-row]");
      group.querySelector(":scope > template").before(made);
      renumber(group);
      row.querySelectorAll("select[data-search]").forEach(search);
      row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    } else {
      const row = button.closest("[data-row]");
      const near = row.previousElementSibling?.matches("[data-row]") ? row.previousElementSibling : null;
      row.remove();
      renumber(group);
      (near ?? group.querySelector(":scope > [data-row]") ?? group.querySelector(":scope > legend")).focus();
    }
    changed();
  });
}

// -- long lists, found by typing with or without diacritics

const fold = (text) =>
  text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/đ/g, "d");

function search(select) {
  if (select.previousElementSibling?.matches(".dvc-choose")) return;
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  input.className = "form-control dvc-choose";
  input.setAttribute("aria-label", `${place?.dataset.find ?? ""} ${select.labels?.[0]?.textContent.trim() ?? ""}`.trim());
  input.placeholder = place?.dataset.find ?? "";
  input.setAttribute("aria-controls", select.id);
  const whole = [...select.childNodes].map((node) => node.cloneNode(true));
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const chosen = select.value;
    select.replaceChildren(...whole.map((node) => node.cloneNode(true)));
    const fits = (option) => words.every((word) => fold(option.textContent).includes(word));
    for (const option of [...select.options]) {
      if (option.value && option.value !== chosen && !fits(option)) option.remove();
    }
    for (const group of select.querySelectorAll("optgroup")) if (!group.children.length) group.remove();
    const found = [...select.options].filter((option) => option.value && fits(option));
    select.value = words.length && found.length === 1 ? found[0].value : chosen;
  });
  // Enter looks for the answer; it must not send the page.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  input.addEventListener("change", () => select.dispatchEvent(new Event("change", { bubbles: true })));
  select.before(input);
}

document.querySelectorAll("select[data-search]").forEach(search);

// -- what only the server computes: values, and questions that depend on more than choices

if (form && place.querySelector("[data-computed], .dvc-only-if")) {
  let timer = 0;
  let running = null;

  const show = (answer) => {
    for (const [id, text] of Object.entries(answer.computed)) {
      const output = document.getElementById(id);
      if (output) output.textContent = text;
    }
    const hidden = new Set(answer.hidden);
    for (const field of place.querySelectorAll("[data-field]")) {
      field.hidden = hidden.has(field.dataset.field);
    }
    place.classList.add("dvc-live");
  };

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const body = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith("data.") && typeof value === "string") body.append(name, value);
    }
    for (const fact of place.querySelectorAll("[data-fact]")) {
      const [name, value] = fact.dataset.fact.split("=");
      body.append(`fact.${name}`, value);
    }
    try {
      const answer = await fetch(place.dataset.declared, { method: "POST", body, signal: running.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // No connection: the server computes it when the page is sent.
    }
  };

  const soon = (event) => {
    if (event.target.closest?.(".dvc-choose")) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  ask();
}
