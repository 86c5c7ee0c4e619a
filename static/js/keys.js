// Keys for who would rather not reach for the mouse. A key presses what says that it is its own:
// `data-key` on a link or button, within the entry that one stands on or anywhere. The list of all
// of them is /keys/, where they are switched off (WCAG 2.1.4).
const JUMPS = {
  h: "/",
  l: "/library/",
  c: "/collections/",
  f: "/following/",
  e: "/explore/",
  p: "/popular/",
  t: "/library/tags/",
  n: "/notices/",
  i: "/inbox/",
};
const STOPS = ".entry-title a, .row-main > a";
const PATIENCE = 1500;
const root = document.documentElement;
let stop = null;
let jumpsUntil = 0;

function isOff() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    return false;
  }
}

function remember(isOn) {
  root.dataset.keys = isOn ? "on" : "off";
  try {
    localStorage.setItem("keys", root.dataset.keys);
  } catch {
    // It holds for this page, then.
  }
}

function isTyping(target) {
  const field = target.closest("input, textarea, select");
  return target.isContentEditable || (field && !["checkbox", "radio", "button"].includes(field.type));
}

const place = () => document.activeElement.closest("li:has(.entry, .row-main), .row") ?? holder(stop);
const holder = (link) => (link?.isConnected ? link.closest("li, .row") : null);

function step(by) {
  const stops = [...document.querySelectorAll(STOPS)];
  if (!stops.length) return;
  const here = place();
  const at = stops.findIndex((each) => here?.contains(each));
  stop = stops[Math.min(Math.max(at < 0 ? 0 : at + by, 0), stops.length - 1)];
  stop.focus();
  holder(stop)?.scrollIntoView({ block: "nearest" });
}

/** The entry that one stands on is selected first of all: see bulk.js. It may be on a later page. */
function select(link) {
  const entry = place()?.querySelector(".entry");
  if (!entry) return;
  const page = new URL(entry.closest("[data-address]")?.dataset.address ?? link.href, location.href);
  page.searchParams.set("select", "1");
  link.href = `${page.pathname}${page.search}#${entry.id}`;
}

function press(key) {
  const found = `[data-key="${CSS.escape(key)}"]:not([hidden])`;
  const there = place()?.querySelector(found) ?? document.querySelector(`${found}:not(.entries *, .rows *)`);
  if (there?.matches(".toolbar-select")) select(there);
  there?.click();
  return Boolean(there);
}

/** Of one's own entry the star, else what says that it is there for "s": to save it. */
function mark() {
  const own = place()?.querySelector("[data-inline]");
  own?.dispatchEvent(new Event("star", { bubbles: true }));
  return Boolean(own) || press("s");
}

function act(key) {
  if (jumpsUntil > performance.now()) {
    jumpsUntil = 0;
    if (JUMPS[key]) location.assign(JUMPS[key]);
    return Boolean(JUMPS[key]);
  }
  if (key === "g") jumpsUntil = performance.now() + PATIENCE;
  else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "o") stop?.isConnected && stop.click();
  else if (key === "s") return mark();
  else return press(key);
  return true;
}

function showSwitches(where) {
  for (const box of where.querySelectorAll("[data-keys-switch]")) {
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.checked = root.dataset.keys !== "off";
  }
}

root.dataset.keys = isOff() ? "off" : "on";
showSwitches(document);
document.addEventListener("htmx:load", ({ target }) => showSwitches(target));
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-keys-switch]")) remember(target.checked);
});

document.addEventListener("keydown", (event) => {
  const isOurs = event.key.length === 1 && !(event.ctrlKey || event.metaKey || event.altKey);
  if (!isOurs || event.isComposing || root.dataset.keys === "off") return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (act(event.key)) event.preventDefault();
});
