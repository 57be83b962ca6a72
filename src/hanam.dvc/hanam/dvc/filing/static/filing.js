// Helps on the pages of a filing. Everything works without it as well.

const form = document.querySelector("form[data-filing]");

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
