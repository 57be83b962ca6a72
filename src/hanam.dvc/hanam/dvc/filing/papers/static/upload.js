// One file on its way: a line with its name, how far it is, and what can be done.

// As long as nothing moves; a slow connection moves.
const STILL = 60000;
const FINAL = [413, 422];

function element(name, facts = {}, ...inside) {
  const made = Object.assign(document.createElement(name), facts);
  made.append(...inside);
  return made;
}

export class Upload {
  constructor(facts) {
    Object.assign(this, facts);
    this.isGone = false;
    this.line = element("li", { className: "dvc-upload" });
    this.list.append(this.line);
    this.list.hidden = false;
    this.draw();
  }

  button(word, press) {
    const button = element("button", { type: "button", className: "btn btn-link btn-sm" });
    const whose = element("span", { className: "visually-hidden" }, ` ${this.file.name}`);
    button.append(word, whose);
    button.addEventListener("click", press);
    return button;
  }

  draw() {
    this.bar = element("progress", { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", this.say?.("sending", this.file.name) ?? "");
    this.number = element("span", { className: "dvc-quiet num" }, "0 %");
    delete this.line.dataset.seen;
    this.line.replaceChildren(
      element("span", { className: "dvc-file-name" }, this.file.name),
      this.bar,
      this.number,
      this.button(this.words.cancel, () => this.cancel()),
    );
  }

  send() {
    const request = (this.request = new XMLHttpRequest());
    request.open("POST", this.url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      this.moved();
      if (!event.lengthComputable) return;
      const percent = Math.floor((100 * event.loaded) / event.total);
      this.bar.value = percent;
      this.number.textContent = `${percent} %`;
    });
    request.upload.addEventListener("load", () => {
      clearTimeout(this.timer);
      this.number.textContent = this.say("checking", "").trim();
    });
    request.addEventListener("load", () => this.answered(request));
    request.addEventListener("error", () => this.lost());
    request.addEventListener("abort", () => (this.isGone ? this.ended() : this.lost()));
    this.moved();
    request.send(this.body());
  }

  moved() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.request.abort(), STILL);
  }

  answered(request) {
    clearTimeout(this.timer);
    if (request.status === 200 && request.response) {
      this.remove();
      this.ended(request.response);
      return;
    }
    const message = request.response?.message ?? this.say("busy", this.file.name);
    this.fail(message, !FINAL.includes(request.status));
    this.ended();
  }

  lost() {
    clearTimeout(this.timer);
    this.fail(this.say("lost", this.file.name), true);
    this.ended();
  }

  cancel() {
    this.isGone = true;
    clearTimeout(this.timer);
    this.remove();
    if (this.request) this.request.abort();
    else this.ended();
  }

  fail(message, canRetry) {
    const buttons = [this.button(this.words.drop, () => this.remove())];
    if (canRetry) {
      const retry = this.button(this.words.retry, () => {
        this.draw();
        this.again();
      });
      buttons.unshift(retry);
    }
    // An alert is read out when it comes: the words come into a place that is there.
    const words = element("span", { className: "dvc-field-error" });
    words.setAttribute("role", "alert");
    this.line.replaceChildren(words, ...buttons);
    words.textContent = message;
  }

  remove() {
    const hadFocus = this.line.contains(document.activeElement);
    this.line.remove();
    this.list.hidden = !this.list.children.length;
    if (hadFocus) this.list.parentElement.querySelector('input[type="file"]')?.focus();
  }
}
