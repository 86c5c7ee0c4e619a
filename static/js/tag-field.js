// The field for tags: at each comma what was typed becomes a chip, and the word that is typed is
// completed from a list (WAI-ARIA Authoring Practices, list autocomplete). What is sent stays in the
// field that came with the page, as the same text; another one beside it is typed into.
const WAIT = 120;
const fields = new WeakMap();

const made = (name, properties, role) => {
  const element = Object.assign(document.createElement(name), properties);
  if (role) element.setAttribute("role", role);
  return element;
};
// The commas of Chinese and Japanese part tags as well, as in bookmarks/tag_fields.py.
const COMMA = /[,，、]/;
const clean = (piece) => piece.trim().replace(/^#+/, "").split(/\s+/).join(" ").trim();
const folded = (name) => name.normalize("NFKC").toLowerCase();

function chip(name, words) {
  const item = made("li", {});
  const button = made("button", { type: "button", className: "chosen-tag", tabIndex: -1, dir: "auto" });
  const [, above, last] = name.match(/^(.*\/)?(.*)$/);
  button.append(made("span", { textContent: above ?? "" }), last);
  button.setAttribute("aria-label", words.replace("{x}", name));
  button.dataset.name = name;
  item.append(button);
  return item;
}

function typing(text) {
  const input = text.cloneNode();
  input.value = "";
  for (const name of ["name", "value", "required"]) input.removeAttribute(name);
  for (const name of ["id", "required", "autofocus", "aria-invalid", "aria-describedby"]) text.removeAttribute(name);
  text.id = `${input.id}_text`;
  for (const each of [input, text]) delete each.dataset.completed;
  return input;
}

class TagField {
  constructor(text) {
    const { completed, chosen, list } = text.dataset;
    this.text = text;
    this.words = text.dataset;
    this.address = completed;
    this.input = typing(text);
    this.placeholder = this.input.placeholder;
    this.chips = made("ul", { ariaLabel: chosen }, "list");
    this.list = made("ul", { id: `${this.input.id}_completions`, className: "completions", hidden: true, ariaLabel: list }, "listbox");
    this.status = made("p", { className: "visually-hidden" }, "status");
    this.box = made("div", { className: "tag-box" });
    text.after(this.box);
    text.hidden = true;
    this.box.append(this.chips, this.input, this.list, this.status);
    fields.set(this.box, this);
    this.describe();
    this.listen();
    this.read();
  }

  describe() {
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.setAttribute("aria-controls", this.list.id);
  }

  listen() {
    const { input, list, box, chips } = this;
    input.addEventListener("input", (event) => event.isComposing || this.typed());
    input.addEventListener("compositionend", () => this.typed());
    input.addEventListener("paste", (event) => this.paste(event));
    input.addEventListener("keydown", (event) => event.isComposing || this.press(event));
    input.addEventListener("blur", () => this.close());
    chips.addEventListener("keydown", (event) => this.pressChip(event));
    chips.addEventListener("click", ({ target, detail }) => {
      const pressed = target.closest(".chosen-tag");
      if (pressed) this.remove(pressed, !detail);
    });
    // The focus stays in the field.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
    box.addEventListener("click", ({ target }) => target === box && input.focus());
    // A browser that comes back to the page puts in what stood there.
    window.addEventListener("pageshow", () => this.text.value === this.written() || this.read());
  }

  get buttons() {
    return [...this.chips.querySelectorAll("button")];
  }

  get names() {
    return this.buttons.map(({ dataset }) => dataset.name);
  }

  written() {
    return [...this.names, this.input.value.trim()].filter(Boolean).join(", ");
  }

  write() {
    this.text.value = this.written();
    this.input.placeholder = this.buttons.length ? "" : this.placeholder;
  }

  read() {
    this.chips.replaceChildren();
    this.input.value = "";
    this.add(this.text.value.split(COMMA));
  }

  /** Each once, whatever its case. */
  add(pieces) {
    const there = new Set(this.names.map(folded));
    for (const name of pieces.map(clean)) {
      if (!name || there.has(folded(name))) continue;
      there.add(folded(name));
      this.chips.append(chip(name, this.words.remove));
    }
    this.write();
  }

  /** Of what is typed, all before the last comma; or all of it. */
  take(isWhole) {
    const pieces = this.input.value.split(COMMA);
    this.input.value = isWhole ? "" : pieces.pop().trimStart();
    this.add(pieces);
    const added = pieces.map(clean).filter(Boolean).join(", ");
    if (added) this.say(this.words.added, added);
  }

  remove(button, isByKey) {
    const { buttons } = this;
    const at = buttons.indexOf(button);
    button.parentElement.remove();
    this.write();
    this.say(this.words.removed, button.dataset.name);
    if (isByKey) (buttons[at + 1] ?? buttons[at - 1] ?? this.input).focus();
  }

  say(words, name) {
    this.status.textContent = words.replace("{x}", name);
  }

  typed() {
    if (COMMA.test(this.input.value)) this.take(false);
    else this.write();
    this.ask();
  }

  /** Several at once: the lines of a list, or with commas. */
  paste(event) {
    const pasted = event.clipboardData.getData("text");
    if (!/[,，、\n\t]/.test(pasted.trim())) return;
    event.preventDefault();
    this.input.setRangeText(pasted.replace(/[\n\r\t]+/g, ","));
    this.take(true);
    this.close();
  }

  ask() {
    clearTimeout(this.timer);
    this.request?.abort();
    const typed = this.input.value.trim();
    if (!typed) this.close();
    else this.timer = setTimeout(() => this.fetch(typed), WAIT);
  }

  async fetch(typed) {
    this.request = new AbortController();
    const query = new URLSearchParams({ q: typed, tags: this.names.join(",") });
    try {
      const answer = await fetch(`${this.address}?${query}`, {
        headers: { "HX-Request": "true" },
        signal: this.request.signal,
      });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      this.close(); // offline, or typed on meanwhile
    }
  }

  show(html) {
    if (document.activeElement !== this.input || !this.input.value.trim()) return;
    this.list.innerHTML = html;
    const said = this.list.querySelector("[data-said]");
    if (!said) return this.close();
    this.status.textContent = said.dataset.said;
    said.remove();
    this.list.hidden = false;
    const { top, bottom } = this.box.getBoundingClientRect();
    const height = this.list.offsetHeight;
    this.list.classList.toggle("is-above", bottom + height > innerHeight && top > height);
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  get active() {
    return this.list.hidden ? null : this.list.querySelector("[aria-selected=true]");
  }

  press(event) {
    const { active, input, list } = this;
    const isAtStart = !input.selectionStart && !input.selectionEnd;
    if (event.key === "Tab" && !active) {
      if (clean(input.value)) this.take(true);
      return; // goes on to the next field
    }
    if (event.key === "Enter" || event.key === "Tab") {
      if (active) this.choose(active);
      else if (clean(input.value)) this.enter();
      else return;
    } else if (event.key === "Backspace" && isAtStart) {
      if (!this.buttons.length) return;
      this.remove(this.buttons.at(-1));
    } else if (event.key === this.back() && isAtStart) this.buttons.at(-1)?.focus();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  enter() {
    this.take(true);
    this.close();
  }

  /** The key that leads to the chips before. */
  back() {
    return getComputedStyle(this.box).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  }

  pressChip(event) {
    const { buttons } = this;
    const at = buttons.indexOf(event.target);
    if (event.key === "Backspace" || event.key === "Delete") this.remove(event.target, true);
    else if (event.key === this.back()) buttons[at - 1]?.focus();
    else if (event.key.startsWith("Arrow")) (buttons[at + 1] ?? this.input).focus();
    else return;
    event.preventDefault();
  }

  move(step) {
    const { active } = this;
    const options = [...this.list.querySelectorAll("[role=option]")];
    const at = active ? options.indexOf(active) + step : step > 0 ? 0 : options.length - 1;
    active?.setAttribute("aria-selected", "false");
    const next = options[at]; // beyond an end: back in what was typed
    next?.setAttribute("aria-selected", "true");
    if (next) this.input.setAttribute("aria-activedescendant", next.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(option) {
    this.input.value = option.dataset.name;
    this.enter();
  }
}

function equip(where) {
  for (const text of where.querySelectorAll("[data-completed]")) new TagField(text);
}

equip(document);
document.addEventListener("htmx:load", ({ target }) => equip(target));

// A chip that is ticked goes into the field at once.
document.addEventListener("change", (event) => {
  const ticked = event.target;
  const field = ticked.name === "suggested" && fields.get(ticked.closest(".field")?.querySelector(".tag-box"));
  if (!field) return;
  field.add([ticked.value]);
  const offer = ticked.closest(".choice");
  const next = offer.nextElementSibling ?? offer.previousElementSibling;
  (next?.querySelector("input") ?? field.input).focus();
  offer.remove();
});
