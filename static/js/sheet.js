// A sheet over the page: what a link leads to, asked for as a part of a page (views/sheets.py).
// The link works without: it leads to the page.
const sheet = document.getElementById("sheet");
const body = document.getElementById("sheet-body");
let opener = null;

const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function open(link) {
  opener = link;
  // What goes wrong is said by said.js.
  htmx.ajax("GET", link.href, { source: body, target: body }).catch(() => {});
}

function close() {
  sheet.close();
  body.replaceChildren();
}

/** What was saved may belong into the list below. */
function refresh() {
  const entries = document.getElementById("entries");
  if (!entries) return;
  const here = location.pathname + location.search;
  // Not a next page: see read-on.js.
  const known = () => entries.querySelector("ol")?.setAttribute("data-address", here);
  entries.addEventListener("htmx:afterSwap", known, { once: true });
  htmx.ajax("GET", here, { target: entries, select: "#entries > *", swap: "innerHTML" }).catch(() => {});
}

if (sheet?.showModal && window.htmx) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || !isPlain(event)) return;
    // On the page itself there is nothing to lay over it.
    if (new URL(link.href).pathname === location.pathname) return;
    event.preventDefault();
    open(link);
  });

  // Not before its fields do what they are for: who types at once is heard.
  body.addEventListener("htmx:afterSettle", () => {
    const title = body.querySelector("h1, h2");
    if (title) title.id = "sheet-title";
    if (title) sheet.setAttribute("aria-labelledby", title.id);
    if (!sheet.open && body.children.length) sheet.showModal();
  });

  document.addEventListener("sheet-done", ({ detail }) => {
    if (!sheet.open) return;
    close();
    if (!opener?.dataset.done) refresh();
    if (!opener?.dataset.done || !detail.url) return;
    opener.href = detail.url;
    opener.textContent = opener.dataset.done;
    delete opener.dataset.sheet;
    opener.focus();
  });

  sheet.addEventListener("click", (event) => {
    if (event.target === sheet || event.target.closest("[data-sheet-close]")) close();
  });
  sheet.addEventListener("close", () => body.replaceChildren());
}
