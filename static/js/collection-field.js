// Collections to choose from: found by any of their words as one types, or made anew. Without
// scripts the boxes, the list and the field for a new one do the same.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();
const has = (text, typed) => plain(typed).split(/\s+/).every((word) => plain(text).includes(word));

function field(words, before) {
  const label = document.createElement("label");
  label.className = "find";
  label.textContent = words;
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  label.append(input);
  before.before(label);
  return input;
}

function ticked(name, value) {
  const row = document.createElement("div");
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true, name, value });
  label.append(box, ` ${value}`);
  row.append(label);
  return row;
}

/** The field for a new collection becomes the one to look for any. */
function finds(input) {
  const { name, dataset, form } = input;
  const boxes = form.querySelector("fieldset:has([name=collections]) > div");
  if (!boxes || input.value) return;
  const rows = () => [...boxes.children];
  const find = field(dataset.find, boxes);
  const make = Object.assign(document.createElement("button"), { type: "button", hidden: true });
  make.className = "button button-quiet";
  const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  boxes.after(make, said);
  input.closest(".field").remove();

  function look() {
    const typed = find.value.trim();
    const shown = rows().filter((row) => {
      const fits = has(row.textContent, typed);
      row.hidden = !fits && !row.querySelector("input").checked;
      return fits;
    });
    make.hidden = !typed || rows().some((row) => plain(row.textContent) === plain(typed));
    make.textContent = dataset.make.replace("{x}", typed);
    said.textContent = typed ? dataset.found.replace("{n}", shown.length) : "";
    return shown;
  }

  function add() {
    boxes.querySelector(`[name=${name}]`)?.closest("label").parentElement.remove();
    boxes.prepend(ticked(name, find.value.trim()));
    clear();
  }

  function clear() {
    find.value = "";
    look();
    boxes.scrollTop = 0;
    find.focus();
  }

  find.addEventListener("input", look);
  make.addEventListener("click", add);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const [first] = look();
    if (!find.value.trim()) return;
    if (!first) return add();
    first.querySelector("input").checked = true;
    boxes.prepend(first);
    clear();
  });
}

/** A list gets a field above it that leaves only what fits. */
function narrows(select) {
  const all = [...select.options];
  if (all.length < 8) return;
  const find = field(select.dataset.find, select);
  delete select.dataset.find;
  find.addEventListener("input", () => {
    const fits = all.filter((option) => option.value && has(option.textContent, find.value));
    select.replaceChildren(...(find.value.trim() ? fits : all));
    if (fits.length && find.value.trim()) select.value = fits[0].value;
  });
}

function enhance(where) {
  for (const input of where.querySelectorAll("input[name=new_collection]")) finds(input);
  for (const select of where.querySelectorAll("select[data-find]")) narrows(select);
}

enhance(document);
document.addEventListener("htmx:load", ({ target }) => target !== document.body && enhance(target));
