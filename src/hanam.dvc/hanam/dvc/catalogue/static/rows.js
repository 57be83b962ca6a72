// Adds an empty row to a field of rows: a copy of the last one, emptied and numbered anew.
for (const field of document.querySelectorAll("[data-rows]")) {
  const button = field.querySelector("[data-add]");
  if (!button || !button.hidden) continue;
  const count = field.querySelector(`input[name="${field.dataset.rows}.count"]`);
  button.hidden = false;
  button.addEventListener("click", () => {
    const number = Number(count.value);
    const last = [...field.querySelectorAll("[data-row]")].at(-1);
    const row = last.cloneNode(true);
    const old = `${field.dataset.rows}.${number - 1}.`;
    const now = `${field.dataset.rows}.${number}.`;
    for (const label of row.querySelectorAll("label")) {
      label.htmlFor = label.htmlFor.replace(dashed(old), dashed(now));
    }
    for (const input of row.querySelectorAll("input, textarea, select")) {
      input.name = input.name.replace(old, now);
      input.id = input.id.replace(dashed(old), dashed(now));
      if (input.tagName === "SELECT") input.selectedIndex = firstChoice(input);
      else input.value = "";
    }
    row.dataset.row = String(number);
    const name = row.querySelector("p");
    name.id = name.id.replace(/\d+$/, String(number));
    row.setAttribute("aria-labelledby", name.id);
    row.querySelector("[data-number]").textContent = String(number + 1);
    last.after(row);
    count.value = String(number + 1);
    row.querySelector("input, textarea, select").focus();
  });
}

function dashed(name) {
  return name.replaceAll(".", "-");
}

function firstChoice(select) {
  const marked = [...select.options].findIndex((option) => option.defaultSelected);
  return marked < 0 ? 0 : marked;
}
