// Suggestions under a search field: <input data-suggest="…/@suggest">, or any service that answers with
// items of @id and title (and hint). Without this module the field is a plain search form; with it, a
// combobox (WAI-ARIA) of links. data-suggest-status is said to screen readers when there are some.

const SHORTEST = 2;
const MOST = 6;
const PAUSE = 150; // milliseconds of quiet before asking

class Suggestions {
  constructor(input) {
    this.input = input;
    this.address = input.dataset.suggest;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-suggestions`;
    this.list.className = "dvc-suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.closest("form").append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), PAUSE));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  typed() {
    clearTimeout(this.timer);
    this.running?.abort();
    const question = this.input.value.trim();
    if (question.length < SHORTEST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(question), PAUSE);
  }

  async ask(question) {
    this.running = new AbortController();
    const query = new URLSearchParams({ q: question, b_size: MOST });
    try {
      const answer = await fetch(`${this.address}?${query}`, {
        headers: { Accept: "application/json" },
        signal: this.running.signal,
      });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show((await answer.json()).items);
    } catch {
      // Typing goes on, or the network is away: the form still works.
      this.close();
    }
  }

  show(items) {
    this.chosen = -1;
    this.list.replaceChildren(
      ...items.map((item, number) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = item["@id"];
        option.textContent = item.title;
        if (item.hint) {
          const hint = document.createElement("small");
          hint.textContent = item.hint;
          option.append(" ", hint);
        }
        option.addEventListener("click", () => this.open(option));
        return option;
      }),
    );
    this.list.hidden = items.length === 0;
    this.status.textContent = items.length ? `${items.length} ${this.input.dataset.suggestStatus ?? ""}` : "";
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    const options = [...this.list.children];
    if (this.list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && options[this.chosen]) {
      event.preventDefault();
      this.open(options[this.chosen]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const start = this.chosen < 0 && step < 0 ? 0 : this.chosen;
      this.choose((start + step + options.length) % options.length);
    }
  }

  choose(number) {
    this.chosen = number;
    for (const [index, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(index === number));
    }
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${number}`);
  }

  open(option) {
    window.location.assign(option.dataset.url);
  }

  close() {
    this.list.hidden = true;
    this.status.textContent = "";
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) {
  new Suggestions(input);
}
