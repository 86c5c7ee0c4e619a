// Entries are dragged by a handle: to another place of an order that is shown, and into a collection
// at the side. By keys the same is done on the page of the order, and by the form of an entry.
const ordered = document.querySelector("[data-order]");
const goals = document.querySelector("[data-drop]");
let dragged = null;

const rows = (list) => [...list.querySelectorAll(":scope > li, :scope > ol > li")];
const keyOf = (row) => (row.querySelector(".entry")?.id ?? `b-${row.id}`).slice(2);
const mine = (row) => !row.closest(".entries") || row.querySelector("[data-inline]");

function grip(row) {
  if (row.querySelector(":scope > .grip") || !(ordered || mine(row))) return;
  const handle = document.createElement("span");
  handle.className = "grip";
  handle.draggable = true;
  handle.setAttribute("aria-hidden", "true");
  row.classList.add("has-grip");
  row.prepend(handle);
}

function equip() {
  for (const list of document.querySelectorAll(ordered ? "[data-order]" : "#entries")) rows(list).forEach(grip);
}

function ask(row, address, values, undo) {
  const source = row.querySelector(".entry") ?? row;
  source.addEventListener("htmx:sendError", undo, { once: true });
  source.addEventListener("htmx:responseError", undo, { once: true });
  htmx.ajax("POST", address, { source, target: "#said", swap: "beforeend", values }).catch(() => {});
}

/** It stands there at once, and where it was when that could not be done. */
function place(row, beside, isLate) {
  const [list, was] = [row.parentElement, row.nextElementSibling];
  beside[isLate ? "after" : "before"](row);
  if (row.nextElementSibling === was) return;
  const values = { bookmark: keyOf(row), to: isLate ? "after" : "before", beside: keyOf(beside) };
  ask(row, ordered.dataset.order, values, () => list.insertBefore(row, was));
}

function mark(element, name) {
  for (const each of document.querySelectorAll(".is-goal, .is-above, .is-below")) {
    each.classList.remove("is-goal", "is-above", "is-below");
  }
  element?.classList.add(name);
}

/** The row under the pointer that the dragged one may stand beside. */
function besideWhom({ target }) {
  const row = target.closest("li");
  const isThere = ordered?.contains(row) && row.parentElement === dragged.parentElement;
  return isThere && row !== dragged ? row : null;
}

function isLate({ clientX, clientY }, row) {
  const { top, height, left, width } = row.getBoundingClientRect();
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const isBeside = neighbour && neighbour.getBoundingClientRect().top === top;
  return isBeside ? clientX > left + width / 2 : clientY > top + height / 2;
}

function over(event) {
  if (!dragged) return;
  const goal = event.target.closest("[data-drop]");
  const row = goal ? null : besideWhom(event);
  if (goal) mark(goal, "is-goal");
  else mark(row, row && isLate(event, row) ? "is-below" : "is-above");
  if (goal || row) event.preventDefault();
}

function drop(event) {
  if (!dragged) return;
  const goal = event.target.closest("[data-drop]");
  const row = goal ? null : besideWhom(event);
  if (goal || row) event.preventDefault();
  if (goal) ask(dragged, `/b/${keyOf(dragged)}/put/`, { collection: goal.dataset.drop }, () => {});
  if (row) place(dragged, row, isLate(event, row));
}

if (window.htmx && (ordered || goals)) {
  equip();
  document.addEventListener("htmx:afterSettle", equip);

  document.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".grip")) return;
    dragged = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", keyOf(dragged));
    event.dataTransfer.setDragImage(dragged, 16, 16);
    dragged.classList.add("is-dragged");
    goals?.closest("details")?.setAttribute("open", "");
  });

  document.addEventListener("dragover", over);

  document.addEventListener("drop", drop);

  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    mark(null);
  });
}
