// Selecting entries: how many, all on the page, a range by Shift. Entries may come later.
const form = document.getElementById("bulk");

const boxes = () => [...document.querySelectorAll('input[name="b"][form="bulk"]')];

function listen(form) {
  const all = form.querySelector("[data-all]");
  const page = form.querySelector("[data-all-on-page]");
  const count = form.querySelector("[data-count]");
  let last = null;

  function update() {
    const there = boxes();
    const ticked = there.filter((box) => box.checked).length;
    for (const box of there) box.disabled = all.checked;
    page.disabled = all.checked;
    page.checked = ticked > 0 && ticked === there.length;
    page.indeterminate = ticked > 0 && ticked < there.length;
    count.hidden = all.checked;
    count.textContent = count.dataset.words.replace("{n}", ticked.toLocaleString());
  }

  function tickTo(box) {
    const there = boxes();
    const ends = [there.indexOf(last), there.indexOf(box)].sort((a, b) => a - b);
    for (const between of there.slice(ends[0], ends[1] + 1)) between.checked = box.checked;
  }

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.name !== "b") return;
    if (event.shiftKey && last?.isConnected) tickTo(box);
    last = box;
    update();
  });

  page.addEventListener("change", () => {
    for (const box of boxes()) box.checked = page.checked;
    update();
  });
  all.addEventListener("change", update);
  document.addEventListener("htmx:afterSettle", update);
  window.addEventListener("pageshow", update);

  // However many there are, they are sent as one field.
  form.addEventListener("formdata", (event) => {
    const keys = event.formData.getAll("b");
    if (keys.length) event.formData.set("b", keys.join(" "));
  });

  page.closest("[hidden]").hidden = false;
  const first = location.hash && boxes().find((box) => location.hash === `#b-${box.value}`);
  if (first) {
    first.checked = true;
    first.focus();
    last = first;
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  update();
}

if (form) listen(form);
