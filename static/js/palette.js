// Ctrl+K: going somewhere by its name. The field keeps the focus; arrows move in the list below.
const options = () => [...document.querySelectorAll("#go-found a[role=option]")];
const active = () => document.querySelector("#go-found [aria-selected=true]");

function choose(input, option) {
  active()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function move(input, by) {
  const all = options();
  const at = all.indexOf(active()) + by;
  choose(input, all[(at + all.length) % all.length]);
}

function press(event) {
  const input = event.target;
  if (event.key === "ArrowDown") move(input, 1);
  else if (event.key === "ArrowUp") move(input, -1);
  else if (event.key === "Enter" && active()) active().click();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.target.id === "go" && !event.isComposing) press(event);
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const link = document.querySelector("[data-palette]");
  if (!link) return;
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) link.click();
});

document.addEventListener("htmx:afterSettle", () => {
  const input = document.getElementById("go");
  if (!input || active()) return;
  choose(input, options()[0]);
  const said = document.querySelector("#go-found [data-said]");
  document.getElementById("go-said").textContent = said?.dataset.said ?? "";
});
