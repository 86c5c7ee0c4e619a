// The worker that shows pages without a network, and a word when this is one of them.
if ("serviceWorker" in navigator) {
  window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}

const said = document.getElementById("said");
if (said && !navigator.onLine) {
  said.dispatchEvent(new CustomEvent("said", { bubbles: true, detail: { words: said.dataset.kept } }));
}
