// Keys for moderators: a letter presses the button that shows it, a digit chooses a preset reason.
// Without this file the same buttons are there, and their access keys.

const typed = (element) => element.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typed(event.target)) {
    return;
  }
  if (/^[1-9]$/.test(event.key)) {
    chooseReason(Number(event.key), event);
    return;
  }
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

function chooseReason(place, event) {
  const presets = document.querySelector("select[name=preset]");
  if (presets && place < presets.options.length) {
    event.preventDefault();
    presets.selectedIndex = place;
  }
}
