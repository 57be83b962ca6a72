/* The button that prints the page, shown where it can work. With `data-now` the page is printed
   as soon as it is there; then the focus is where the next dossier begins. */

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  if (!("now" in button.dataset)) return;
  const next = document.getElementById("next");
  const onward = () => next && next.focus();
  window.addEventListener("afterprint", onward);
  window.addEventListener("load", () => {
    window.print();
    onward();
  });
});
