// What became of a request that went wrong, said in a live region; and forms sent by scripts carry
// their token. Who was logged out meanwhile sends the form as any other: the site keeps what was
// typed and leads through the log-in.
const place = document.getElementById("said");
const LOGIN = "/accounts/login/";

function say(words, kind = "error") {
  if (!place || place.textContent.trim() === words) return;
  const line = document.createElement("p");
  line.className = `message message-${kind}`;
  line.textContent = words;
  place.replaceChildren(line);
}

const words = ({ status }) => {
  if (!status) return place.dataset.offline;
  return place.dataset[`s${status}`] ?? (status < 500 ? place.dataset.refused : place.dataset.broken);
};

const wasLoggedOut = ({ xhr, requestConfig }) =>
  xhr.responseURL && new URL(xhr.responseURL).pathname === LOGIN && requestConfig.path !== LOGIN;

/** What was there to be loaded or asks again and again; nobody pressed anything. */
const asksByItself = ({ elt, triggeringEvent }) =>
  triggeringEvent?.isTrusted === false || elt.matches("[data-hx-trigger*=every], [data-hx-trigger*=load]");

function leadToLogin(form) {
  if (!form) return location.assign(`${LOGIN}?next=${encodeURIComponent(location.pathname + location.search)}`);
  HTMLFormElement.prototype.submit.call(form);
}

if (place) {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (detail.verb !== "get" && token) detail.headers["X-CSRFToken"] = token.value;
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    if (!wasLoggedOut(detail)) return;
    detail.shouldSwap = false;
    // What asks by itself leaves the page alone.
    if (asksByItself(detail.requestConfig)) return;
    leadToLogin(detail.requestConfig.elt.closest("form"));
  });

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, ({ detail }) => {
      const form = detail.elt.closest("form");
      // Perhaps only the form's token is too old: its page says so, and keeps what was typed.
      if (detail.xhr.status === 403 && form) leadToLogin(form);
      else say(words(detail.xhr));
    });
  }
  document.addEventListener("said", ({ detail }) => say(detail.words, "success"));
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful || asksByItself(detail.requestConfig)) return;
    place.querySelector(".message-error")?.remove();
  });
}
