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
