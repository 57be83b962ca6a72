/* While dossiers are being gone through, the page looks again by itself, until it is over. */

const EVERY = 2000;

async function look(part) {
  let text;
  try {
    const answer = await fetch(part.dataset.progress, { credentials: "same-origin" });
    if (!answer.ok) return again(part);
    text = await answer.text();
  } catch {
    return again(part);
  }
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
  if (!fresh) {
    window.location.assign(part.dataset.progress);
    return;
  }
  part.replaceWith(fresh);
  again(fresh);
}

function again(part) {
  window.setTimeout(look, EVERY, part);
}

const part = document.querySelector("[data-progress]");
if (part) again(part);
