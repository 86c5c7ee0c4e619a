// An entry's words are changed where it stands, and its star is set. What stood there is kept, and
// comes back on Escape.
const kept = new Map();
const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

// What goes wrong is said by said.js.
const ask = (...how) => htmx.ajax(...how).catch(() => {});

const addressOf = (link, path) => {
  const view = link.closest("[data-view]")?.dataset.view ?? "list";
  const url = new URL(link.dataset.inline, location.href);
  url.searchParams.set("view", view);
  return `${path ? url.pathname.replace(/inline\/$/, path) : url.pathname}${url.search}`;
};

function open(link) {
  const entry = link.closest(".entry");
  kept.set(entry.id, entry);
  ask("GET", addressOf(link), { source: entry, target: entry, swap: "outerHTML" });
}

function back(form) {
  const anew = form.querySelector("[data-inline-anew]");
  if (anew) {
    ask("GET", anew.dataset.inlineAnew, { target: form, swap: "outerHTML" });
    return;
  }
  const entry = kept.get(form.id);
  if (!entry) return;
  form.replaceWith(entry);
  htmx.process(entry);
  entry.querySelector(".entry-title a, a")?.focus();
}

/** The star is there at once, and gone again when it could not be set. */
function star(link) {
  const entry = link.closest(".entry");
  const mark = entry.querySelector(".fact-favorite");
  kept.set(entry.id, entry);
  mark?.toggleAttribute("hidden");
  entry.classList.toggle("is-starring", !mark);
  const undo = () => {
    mark?.toggleAttribute("hidden");
    entry.classList.remove("is-starring");
  };
  entry.addEventListener("htmx:sendError", undo, { once: true });
  entry.addEventListener("htmx:responseError", undo, { once: true });
  ask("POST", addressOf(link, "favorite/"), {
    source: entry,
    target: entry,
    swap: "outerHTML",
    values: { favorite: mark ? "no" : "yes" },
  });
}

if (window.htmx) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-inline]");
    if (link && isPlain(event)) {
      event.preventDefault();
      open(link);
    }
    const button = event.target.closest("[data-inline-back]");
    if (button) back(button.closest(".entry"));
  });

  document.addEventListener("star", ({ target }) => star(target));

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".entry-inline");
    if (!form || event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    back(form);
  });

  // The form begins with its title; what came in its place, with where one was.
  document.addEventListener("htmx:load", ({ target }) => {
    if (target.matches(".entry-inline") && !target.querySelector("[data-focus]")) {
      target.querySelector("input[type=text]")?.focus();
    } else if (kept.delete(target.id)) target.querySelector(".entry-title a, a")?.focus();
  });
}
