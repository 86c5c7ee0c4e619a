// The field for tags, as a combobox (WAI-ARIA Authoring Practices, list autocomplete): the word that
// is typed is completed from a list. And a chip that is ticked goes into the field at once.
const WAIT = 120;

function pieceAt(input) {
  const start = input.value.lastIndexOf(",", input.selectionStart - 1) + 1;
  const comma = input.value.indexOf(",", input.selectionStart);
  return { start, end: comma < 0 ? input.value.length : comma };
}

function add(input, name) {
  const before = input.value.replace(/[\s,]+$/, "");
  input.value = `${before ? `${before}, ` : ""}${name}, `;
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}_completions`;
    this.list.className = "completions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.list);
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    this.describe();
    this.listen();
  }

  describe() {
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.setAttribute("aria-controls", this.list.id);
  }

  listen() {
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // The focus stays in the field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  ask() {
    clearTimeout(this.timer);
    this.request?.abort();
    const { start, end } = pieceAt(this.input);
    const typed = this.input.value.slice(start, end).trim();
    if (!typed) return this.close();
    const others = this.input.value.slice(0, start) + this.input.value.slice(end + 1);
    this.timer = setTimeout(() => this.fetch(typed, others), WAIT);
  }

  async fetch(typed, others) {
    this.request = new AbortController();
    const query = new URLSearchParams({ q: typed, tags: others });
    try {
      const answer = await fetch(`${this.input.dataset.completed}?${query}`, {
        headers: { "HX-Request": "true" },
        signal: this.request.signal,
      });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      this.close(); // offline, or typed on meanwhile
    }
  }

  show(html) {
    if (document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    const said = this.list.querySelector("[data-said]");
    if (!said) return this.close();
    this.status.textContent = said.dataset.said;
    said.remove();
    this.list.hidden = false;
    this.list.style.insetBlockStart = `${this.input.offsetTop + this.distance()}px`;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  distance() {
    const { top, bottom } = this.input.getBoundingClientRect();
    const height = this.list.offsetHeight;
    const isRoomBelow = bottom + height <= innerHeight;
    return isRoomBelow || top < height ? this.input.offsetHeight : -height;
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const { active } = this;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && active) this.choose(active);
    else return;
    event.preventDefault();
  }

  move(step) {
    const { options, active } = this;
    const at = active ? options.indexOf(active) + step : step > 0 ? 0 : options.length - 1;
    active?.setAttribute("aria-selected", "false");
    const next = options[at]; // beyond an end: back in what was typed
    next?.setAttribute("aria-selected", "true");
    if (next) this.input.setAttribute("aria-activedescendant", next.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(option) {
    const { start, end } = pieceAt(this.input);
    const before = this.input.value.slice(0, start);
    const after = this.input.value.slice(end).replace(/^,?\s*/, "");
    const chosen = `${before}${before ? " " : ""}${option.dataset.name}, `;
    this.input.value = chosen + after;
    this.input.setSelectionRange(chosen.length, chosen.length);
    this.close();
  }
}

function complete(where) {
  for (const input of where.querySelectorAll("[data-completed]:not([role])")) new Combobox(input);
}

complete(document);
document.addEventListener("htmx:load", ({ target }) => complete(target));

document.addEventListener("change", (event) => {
  const box = event.target;
  const input = box.name === "suggested" && box.closest(".field")?.querySelector("[data-completed]");
  if (!input) return;
  add(input, box.value);
  const chip = box.closest(".choice");
  const next = chip.nextElementSibling ?? chip.previousElementSibling;
  (next?.querySelector("input") ?? input).focus();
  chip.remove();
});
