// Opens the tab that holds the field named in the address (#formfield-…) and goes there.
// Plone makes the tabs after the page is there; without them the address alone suffices.
const name = location.hash.slice(1);
const field = name.startsWith("formfield-") && document.getElementById(name);
const form = field && field.closest("form");

function open() {
  const sections = [...form.querySelectorAll(".autotoc-section")];
  const tabs = form.querySelectorAll(".autotoc-nav a");
  const tab = tabs[sections.indexOf(field.closest(".autotoc-section"))];
  if (!tab) return false;
  tab.click();
  // Plone scrolls to the tab by itself; the field comes after that.
  setTimeout(go, 200);
  return true;
}

function go() {
  field.scrollIntoView({ block: "start" });
  const input = field.querySelector("input:not([type=hidden]), textarea, select");
  if (input) input.focus({ preventScroll: true });
}

if (form && !open()) {
  // A short form has no tabs at all.
  setTimeout(go, 200);
  const watch = new MutationObserver(() => {
    if (open()) watch.disconnect();
  });
  watch.observe(form, { childList: true, subtree: true, attributeFilter: ["class"] });
}
