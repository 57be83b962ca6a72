// A file dropped on its form is verified at once.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("sgn-over", event.type !== "dragleave");
  };
  for (const type of ["dragenter", "dragover", "dragleave"]) form.addEventListener(type, over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("sgn-over");
    const [file] = event.dataTransfer.files;
    if (!file) return;
    const chosen = new DataTransfer();
    chosen.items.add(file);
    field.files = chosen.files;
    form.requestSubmit();
  });
}
