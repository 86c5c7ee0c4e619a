// Says how much room is left once a text has used most of what it may have.
const NEAR = 0.8;

function counter(field) {
  const shown = document.createElement("output");
  shown.className = "count";
  shown.htmlFor = field.id;
  field.after(shown);
  return shown;
}

function update(field, shown) {
  const left = field.maxLength - field.value.length;
  shown.hidden = field.value.length < field.maxLength * NEAR;
  shown.textContent = String(left);
  shown.toggleAttribute("data-over", left <= 0);
}

function count(where) {
  for (const field of where.querySelectorAll("textarea[maxlength], input[maxlength]")) {
    if (field.type === "hidden" || field.maxLength < 50 || field.dataset.counted) continue;
    field.dataset.counted = "yes";
    const shown = counter(field);
    update(field, shown);
    field.addEventListener("input", () => update(field, shown));
  }
}

count(document);
document.addEventListener("htmx:load", ({ target }) => count(target));
