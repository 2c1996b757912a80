// Answers for the portal where there is no connection: with the pages that were prepared on this device
// (static/js/field.js) by the person who is signed in on it. SHELL and OFFLINE stand in front of this file
// (kipp/views/offline.py).

const SHELL_CACHE = "kipp-shell";
const FIELD = "kipp-field-"; // each person's, by number
const WHO = "kipp-who";
const ANY = { ignoreVary: true }; // pages vary with cookies and language; here each person has a cache
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => event.waitUntil(keepShell().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([worker.clients.claim(), purge()])),
);
// Pages are prepared again (static/js/field.js). A version that is about to come cleans up after itself.
worker.addEventListener("message", (event) => {
  const { installing, waiting } = worker.registration;
  if (event.data === "purge" && !installing && !waiting) event.waitUntil(purge());
});

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

// Files of earlier versions stay while a prepared page of anybody names them, or a file that it names. All others go,
// and so do caches that no version has any more. What is written here stands elsewhere (device_store.js).
async function purge() {
  const names = (await caches.keys()).filter((name) => name.startsWith("kipp-"));
  const fields = names.filter((name) => name.startsWith(FIELD));
  for (const name of names) if (![SHELL_CACHE, WHO, ...fields].includes(name)) await caches.delete(name);
  const needed = new Set(SHELL);
  for (const name of fields) {
    const cache = await caches.open(name);
    for (const page of await cache.keys()) await addNamed(needed, page.url, await cache.match(page, ANY));
  }
  const shell = await caches.open(SHELL_CACHE);
  // Those that are added in the meantime are visited, too.
  for (const address of needed) await addNamed(needed, address, await shell.match(address, ANY));
  for (const file of await shell.keys())
    if (!needed.has(new URL(file.url).pathname)) await shell.delete(file, ANY);
}

// Adds the static files that a page, a style or a script names: whatever stands in quotes or in url().
/** @param {Set<string>} needed @param {string} address @param {Response} [file] */
async function addNamed(needed, address, file) {
  if (!/html|css|javascript/.test(file?.headers.get("Content-Type") ?? "")) return;
  const base = new URL(address, location.href);
  for (const [, name] of (await file?.text())?.matchAll(/(?:["']|url\()([^"'()\s]+)/g) ?? []) {
    try {
      const { origin, pathname } = new URL(name, base);
      if (origin === location.origin && pathname.startsWith("/static/")) needed.add(pathname);
    } catch {
      // no address
    }
  }
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

/** @param {Request} request */
async function prepared(request) {
  const user = await whoIsHere();
  if (user) return caches.match(request, { cacheName: cacheOf(user), ignoreVary: true });
}

// A prepared page that is opened with a connection is kept as it is now, unless somebody else has signed in since.
/** @param {Request} request @param {Response} answer */
async function keepNewer(request, answer) {
  const user = await whoIsHere();
  if (!(user && (await caches.has(cacheOf(user))))) return;
  const cache = await caches.open(cacheOf(user));
  if (!(await cache.match(request, ANY))) return;
  if ((await answer.clone().text()).includes(` data-user="${user}"`)) await cache.put(request, answer);
}

async function whoIsHere() {
  return (await caches.match("/who", { cacheName: WHO }))?.text();
}

const cacheOf = (/** @type {string} */ user) => `${FIELD}${user}`;
