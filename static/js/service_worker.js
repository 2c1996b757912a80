// Answers for the portal where there is no connection: with the pages that were prepared on this device
// (static/js/field.js) by whoever is signed in on it. SHELL and OFFLINE stand in front of this file
// (kipp/views/offline.py).

const SHELL_CACHE = "kipp-shell";
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => event.waitUntil(keepShell().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// Files of earlier versions stay: prepared pages of that version need them. Their names change with their content.
async function keepShell() {
  const cache = await caches.open(SHELL_CACHE);
  await Promise.all(
    SHELL.map(async (address) => {
      // The offline page is nobody's: asked without cookies.
      const answer = await fetch(new Request(address, { cache: "no-cache", credentials: "omit" }));
      if (answer.ok) await cache.put(address, answer);
    }),
  );
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(keptFile(request));
  else if (request.mode === "navigate" || request.destination === "image")
    event.respondWith(fromServer(request));
});

// A file whose name changes with its content is never old; any other may be.
/** @param {Request} request */
async function keptFile(request) {
  const kept = await caches.match(request, { cacheName: SHELL_CACHE, ignoreVary: true });
  if (kept && /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) return kept;
  return fetch(request).catch(() => kept ?? Response.error());
}

/** @param {Request} request */
async function fromServer(request) {
  try {
    const answer = await fetch(request);
    if (request.mode === "navigate" && answer.ok) await keepNewer(request, answer.clone());
    return answer;
  } catch (failure) {
    const found = await prepared(request);
    if (found) return found;
    if (request.mode !== "navigate") throw failure;
    return (await caches.match(OFFLINE, { cacheName: SHELL_CACHE })) ?? Response.error();
  }
}

// Pages vary with cookies and language; here each person has a cache.
/** @param {Request} request */
async function prepared(request) {
  const user = await whoIsHere();
  if (user) return caches.match(request, { cacheName: cacheOf(user), ignoreVary: true });
}

// A prepared page that is opened with a connection is kept as it is now, unless somebody else has signed in meanwhile.
/** @param {Request} request @param {Response} answer */
async function keepNewer(request, answer) {
  const user = await whoIsHere();
  if (!(user && (await caches.has(cacheOf(user))))) return;
  const cache = await caches.open(cacheOf(user));
  if (!(await cache.match(request, { ignoreVary: true }))) return;
  if ((await answer.clone().text()).includes(` data-user="${user}"`)) await cache.put(request, answer);
}

async function whoIsHere() {
  return (await caches.match("/who", { cacheName: "kipp-who" }))?.text();
}

const cacheOf = (/** @type {string} */ user) => `kipp-field-${user}`;
