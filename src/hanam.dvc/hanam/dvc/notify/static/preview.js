// The preview follows what is typed; names are put in by a click. Without this file the
// button "Preview" does the same.
const form = document.getElementById('text-form');
const text = document.getElementById('text');
const show = (id, words) => {
  document.getElementById(id).textContent = words;
};
let timer = 0;
let asked = 0;

async function preview() {
  const number = (asked += 1);
  const data = new URLSearchParams(new FormData(form));
  data.set('go', 'preview');
  const answer = await fetch(form.action, {
    method: 'POST',
    body: data,
    headers: { 'X-Preview': '1' },
  });
  if (!answer.ok || number !== asked) return;
  const told = await answer.json();
  show('preview-subject', told.subject);
  show('preview-text', told.text);
  show('preview-size', told.size);
  show('preview-problems', told.problems.join(' '));
  document.getElementById('preview-problems').hidden = !told.problems.length;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => preview().catch(() => {}), 400);
}

form.addEventListener('input', soon);
for (const code of document.querySelectorAll('#names code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-sm btn-outline-secondary ntf-name';
  button.textContent = code.textContent;
  button.addEventListener('click', () => {
    text.setRangeText(code.textContent, text.selectionStart, text.selectionEnd, 'end');
    text.focus();
    soon();
  });
  code.replaceWith(button);
}
