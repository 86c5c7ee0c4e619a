// The next page of a list comes below this one when its end is near: three times by itself, so that
// the foot of the page can be reached, then at a press of the link. The address is that of the page
// whose entries are in sight, so that "back" and "reload" lead there again; and to the very entry.
const BY_ITSELF = 3;
const entries = document.querySelector("#entries");
const said = document.querySelector("#read-on-said");
let left = BY_ITSELF;
let isPressed = false;

const end = new IntersectionObserver(
  ([seen]) => {
    if (!seen.isIntersecting || left < 1) return;
    left -= 1;
    end.disconnect();
    seen.target.dispatchEvent(new Event("read-on"));
  },
  { rootMargin: "0px 0px 25%" },
);

const sight = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting) history.replaceState(history.state, "", target.dataset.address);
    }
  },
  { rootMargin: "-50% 0px" },
);

function watchEnd() {
  const next = document.querySelector("#read-on a");
  if (next) end.observe(next);
}

function watchPage(list, address) {
  list.dataset.address = address;
  sight.observe(list);
}

function tell(list) {
  if (said) said.textContent = said.dataset.said.replace("{n}", list.children.length);
  if (isPressed) list.querySelector("a")?.focus();
}

// A browser that has thrown the page away comes back to the page that is in sight alone, where its own
// measure from the top would be wrong.
function keepPlace() {
  const inSight = [...entries.querySelectorAll(".entry")].find((entry) => entry.getBoundingClientRect().bottom > 0);
  if (!inSight) return;
  history.scrollRestoration = "manual";
  const place = { entry: inSight.id, top: inSight.getBoundingClientRect().top };
  history.replaceState({ ...history.state, place }, "");
}

function takePlace() {
  const place = history.state?.place;
  const entry = place && document.getElementById(place.entry);
  if (entry) scrollBy({ top: entry.getBoundingClientRect().top - place.top, behavior: "instant" });
}

if (entries?.querySelector("ol")) {
  takePlace();
  window.addEventListener("pagehide", keepPlace);
  watchPage(entries.querySelector("ol"), location.pathname + location.search);
  // Not before htmx listens: on a slow machine the end is seen earlier.
  document.addEventListener("htmx:load", watchEnd, { once: true });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.target === entries) isPressed = detail.requestConfig.triggeringEvent?.type === "click";
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const lists = entries.querySelectorAll(":scope > ol");
    const last = lists[lists.length - 1];
    if (last.dataset.address) return;
    watchPage(last, detail.pathInfo?.finalRequestPath ?? location.href);
    tell(last);
    watchEnd();
  });
}
