// A button that turns something on or off holds both looks. It shows at once what was asked for, and
// what was when that could not be done; said.js says why.
const PRESS = "form[data-press]";
let hadFocus = false;

function turn(form) {
  const isThere = form.contains(document.activeElement);
  for (const button of form.querySelectorAll("button")) button.hidden = !button.hidden;
  if (isThere) form.querySelector("button:not([hidden])").focus();
}

for (const name of ["htmx:beforeSend", "htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, ({ target }) => target.matches(PRESS) && turn(target));
}

// What came of it may take the form's place.
document.addEventListener("htmx:beforeSwap", ({ detail: { requestConfig } }) => {
  hadFocus = requestConfig.elt.matches(PRESS) && requestConfig.elt.contains(document.activeElement);
});
document.addEventListener("htmx:load", ({ target }) => {
  const form = target.matches(PRESS) ? target : target.querySelector(PRESS);
  if (hadFocus) form?.querySelector("button:not([hidden])").focus();
});
