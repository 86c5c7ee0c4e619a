// The switch in the foot: as the system, light, dark, and round again.
const ORDER = ["system", "light", "dark"];
const root = document.documentElement;

function show(button) {
  const words = button.querySelector("span");
  words.textContent = words.dataset[root.dataset.theme ?? "system"];
}

function turn() {
  const next = ORDER[(ORDER.indexOf(root.dataset.theme ?? "system") + 1) % ORDER.length];
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    localStorage.setItem("theme", next);
  } catch {
    // It holds for this page, then.
  }
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  show(button);
  button.addEventListener("click", () => {
    turn();
    show(button);
  });
}
