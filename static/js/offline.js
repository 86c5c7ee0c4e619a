// On the page for when there is no network: what was seen last, and back as soon as there is one.
const place = document.getElementById("kept");
const list = document.createElement("ul");
place.append(list);
const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));

for (const name of names) {
  const cache = await caches.open(name);
  for (const request of (await cache.keys()).reverse()) {
    const html = await (await cache.match(request)).text();
    const link = document.createElement("a");
    link.href = request.url;
    link.textContent = /<title>([^<]*)</.exec(html)?.[1].trim() || new URL(request.url).pathname;
    const row = document.createElement("li");
    row.append(link);
    list.append(row);
    place.hidden = false;
  }
}

// The browser may think that there is one when there is not: our own answer counts.
const look = async () => (await fetch("/healthz", { cache: "no-store" })).ok && location.reload();
setInterval(() => look().catch(() => {}), 5000);
