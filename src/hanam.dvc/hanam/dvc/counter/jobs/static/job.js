/* Follows a job until it is finished, then shows the page as it is then.
   Without this file the link "Look again" does the same. */

const PAUSE = 1000;
const LONGEST = 10000;
const root = document.querySelector("[data-job]");
let pause = PAUSE;

function show(numbers) {
  for (const [name, value] of Object.entries(numbers)) {
    const place = root.querySelector(`[data-figure="${name}"]`);
    if (place) place.textContent = String(value);
  }
  const bar = root.querySelector("progress");
  // Where the whole is not known (yet), the bar stays one that only moves.
  if (!bar || !numbers.total) return;
  bar.max = numbers.total;
  bar.value = numbers.finished;
}

async function ended() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-job]");
  if (!fresh) return;
  root.replaceChildren(...fresh.childNodes);
  const told = root.querySelector("[data-job-ended]");
  const said = document.querySelector("[data-job-said]");
  if (told && said) said.textContent = told.textContent;
}

async function look() {
  try {
    const answer = await fetch(root.dataset.job, { headers: { Accept: "application/json" } });
    if (answer.status === 403 || answer.status === 404) return;
    if (!answer.ok) throw new Error(String(answer.status));
    const numbers = await answer.json();
    show(numbers);
    if (numbers.ended) {
      await ended();
      return;
    }
    pause = PAUSE;
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
  setTimeout(look, pause);
}

if (root && !root.dataset.ended) setTimeout(look, PAUSE);
