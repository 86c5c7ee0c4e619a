// After a refused form, reading begins at what was wrong.
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", ({ target }) => target.querySelector("[data-focus]")?.focus());
