// The site's worker: a page for when there is no network, and the lists that were seen last.
// Those are one person's: whatever leads through a log-in or out of it throws them away.
const SHELL = "shell-VERSION";
const PAGES = "pages-VERSION";
const OFFLINE = "{{ offline }}";
const LISTS = /^\/(library|following|collections)\/$|^\/@[^/]+\/([^/]+\/)?$/;
const MOST = 8;

async function fill() {
  const cache = await caches.open(SHELL);
  const page = await fetch(OFFLINE, { credentials: "omit" });
  const html = await page.clone().text();
  const files = [...html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|woff2|svg)[^"]*)"/g)].map(([, file]) => file);
  await cache.put(OFFLINE, page);
  await Promise.all([...new Set(files)].map((file) => cache.add(file).catch(() => {})));
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => ![SHELL, PAGES].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function keep(path, response) {
  const cache = await caches.open(PAGES);
  await cache.delete(path);
  await cache.put(path, response);
  const paths = await cache.keys();
  await Promise.all(paths.slice(0, -MOST).map((each) => cache.delete(each)));
}

async function file(event) {
  const cache = await caches.open(SHELL);
  try {
    const response = await fetch(event.request);
    const isNew = response.ok && !(await cache.match(event.request));
    if (isNew) event.waitUntil(cache.put(event.request, response.clone()));
    return response;
  } catch {
    return (await cache.match(event.request)) ?? Response.error();
  }
}

async function page(event, url) {
  const isList = !url.search && LISTS.test(url.pathname);
  try {
    const response = await fetch(event.request);
    if (isList && response.ok) event.waitUntil(keep(url.pathname, response.clone()));
    // A list that leads away: whoever saw it last is logged out.
    if (isList && response.type === "opaqueredirect") event.waitUntil(caches.delete(PAGES));
    return response;
  } catch {
    const cache = await caches.open(PAGES);
    return (isList && (await cache.match(url.pathname))) || (await caches.match(OFFLINE)) || Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const isLogin = url.pathname.startsWith("/accounts/");
  if (isLogin || (request.method !== "GET" && url.pathname.startsWith("/settings/"))) {
    event.waitUntil(caches.delete(PAGES));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(file(event));
  }
});
