// On a phone a table of the admin is a list: each cell says its column. Without this it is scrolled.
const table = document.querySelector("#result_list");
if (table) {
  const names = [...table.querySelectorAll("thead th")].map((head) => head.querySelector(".text")?.textContent.trim() ?? "");
  for (const row of table.querySelectorAll("tbody tr")) {
    let isTitle = true;
    [...row.cells].forEach((cell, place) => {
      if (cell.classList.contains("action-checkbox")) return;
      if (!isTitle && names[place]) cell.dataset.column = names[place];
      isTitle = false;
      const said = cell.textContent.trim();
      cell.classList.toggle("nothing", !cell.querySelector("img") && (said === "" || said === "-" || said === "–"));
    });
  }
  table.classList.add("named-cells");
}
