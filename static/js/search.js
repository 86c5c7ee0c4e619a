// Search boxes: "/" leads to the one of the page; arrow keys lead into what is suggested.
const boxes = [...document.querySelectorAll("input[data-search]")];

function isTyping(target) {
  return target.isContentEditable || target.closest("input, textarea, select");
}

function linksOf(box) {
  return [...box.form.querySelectorAll(".search-suggestions a")];
}

function close(box) {
  box.form.querySelector(".search-suggestions").replaceChildren();
}

function boxOf(target) {
  return boxes.find((box) => box.form.contains(target));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.documentElement.dataset.keys === "off") return;
  const box = boxes.findLast((each) => each.offsetParent !== null);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

document.addEventListener("keydown", (event) => {
  const box = boxOf(event.target);
  if (!box) return;
  if (event.key === "Escape" && linksOf(box).length) {
    event.preventDefault();
    close(box);
    box.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("select")) return;
  const stops = [box, ...linksOf(box)];
  if (stops.length === 1) return;
  event.preventDefault();
  stops[(stops.indexOf(event.target) + step + stops.length) % stops.length].focus();
});

document.addEventListener("focusout", (event) => {
  const box = boxOf(event.target);
  if (box && event.relatedTarget && !box.form.contains(event.relatedTarget)) close(box);
});

document.addEventListener("click", (event) => {
  for (const box of boxes) if (!box.form.contains(event.target)) close(box);
});
