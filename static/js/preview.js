// What lies beside a headline lies above it where there is more room than below.
for (const coming of ["pointerover", "focusin"]) {
  document.addEventListener(coming, ({ target }) => {
    const entry = target.closest?.(".entry-headline");
    if (!entry || entry.contains(document.querySelector(".preview:hover"))) return;
    const { top, bottom } = entry.getBoundingClientRect();
    entry.classList.toggle("opens-above", top > innerHeight - bottom && top > innerHeight / 2);
  });
}

// Escape puts away what lies beside a headline, until the pointer or the focus has left it.
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const entry of document.querySelectorAll(".entry-headline:is(:hover, :focus-within)")) {
    entry.classList.add("is-put-away");
    for (const leaving of ["mouseleave", "focusout"]) {
      entry.addEventListener(leaving, () => entry.classList.remove("is-put-away"), { once: true });
    }
  }
});
