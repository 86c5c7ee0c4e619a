// Says on the page why a passkey did not work; allauth's own script only writes to the console.
const place = document.querySelector("[data-passkey-error]");

document.addEventListener("allauth.error", (event) => {
  if (!place) return;
  const name = event.detail.exception?.name;
  const words = { SecurityError: place.dataset.address, InvalidStateError: place.dataset.known };
  place.textContent = words[name] ?? place.dataset.other;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
});
