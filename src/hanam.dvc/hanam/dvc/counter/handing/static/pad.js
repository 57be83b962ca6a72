// A field to sign in by finger, pen or mouse; what was drawn is sent as PNG.
const form = document.querySelector("form[data-pad]");
const pad = form?.querySelector("canvas");

if (pad) {
  const field = form.querySelector("input[name=drawing]");
  const state = form.querySelector("[data-pad-state]");
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const pen = pad.getContext("2d");
  let kept = field.value;
  let drawing = false;
  let drawn = false;

  const blank = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    pen.strokeStyle = pen.fillStyle = "#000";
    pen.lineWidth = 2.5 * ratio;
    pen.lineCap = pen.lineJoin = "round";
    drawn = false;
    field.value = "";
    state.textContent = "";
  };
  // Measured once it is seen, and while nothing is drawn: another size empties it.
  const fit = () => {
    const size = pad.getBoundingClientRect();
    if (drawn || !size.width) return;
    pad.width = Math.min(size.width * ratio, 1600);
    pad.height = Math.min(size.height * ratio, 800);
    blank();
    if (kept) restore(kept);
    kept = "";
  };
  // What was drawn before the page came again with something to put right.
  const restore = async (text) => {
    drawn = true;
    field.value = text;
    state.textContent = pad.dataset.done;
    const bytes = Uint8Array.from(atob(text.split(",")[1]), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    pen.drawImage(image, 0, 0, pad.width, pad.height);
  };
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * pad.width) / box.width,
      ((event.clientY - box.top) * pad.height) / box.height,
    ];
  };
  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    drawing = drawn = true;
    const [x, y] = place(event);
    pen.beginPath();
    pen.arc(x, y, pen.lineWidth / 2, 0, 2 * Math.PI);
    pen.fill();
    pen.beginPath();
    pen.moveTo(x, y);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  const end = () => {
    if (!drawing) return;
    drawing = false;
    field.value = drawn ? pad.toDataURL("image/png") : "";
    state.textContent = pad.dataset.done;
  };
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);
  form.querySelector("[data-pad-clear]").addEventListener("click", blank);
  form.querySelector("[data-pad-part]").hidden = false;
  new ResizeObserver(fit).observe(pad);
}

// Only what belongs to the chosen way is shown.
for (const box of document.querySelectorAll("[data-for-choice]")) {
  const [name, value] = box.dataset.forChoice.split("=");
  const choices = document.querySelectorAll(`input[name="${name}"]`);
  const show = () => {
    box.hidden = ![...choices].some((one) => one.checked && one.value === value);
  };
  for (const one of choices) one.addEventListener("change", show);
  show();
}
