// Makes this device ready for the field: the pages of a verifier's tasks are kept with all that they show, for the
// service worker. Lists what is ready, and what has not been sent yet, as a file and for paper, too.

import { queue } from "./device.js";
import { onChange, waiting } from "./device_store.js";
import { part, parts } from "./parts.js";

/** @typedef {import("./device_store.js").Piece} Piece */

const page = part(document, "[data-field]");
const user = document.body.dataset.user ?? "";
const cacheName = `kipp-field-${user}`;
const READY = `kipp-ready:${user}`;
/** @typedef {Record<string, {at: number, bytes: number}>} Ready by task: what was kept, to notice when it is dropped */

async function prepare() {
  say("preparing");
  try {
    await navigator.serviceWorker.register("/service_worker.js");
    await navigator.serviceWorker.ready;
    await navigator.storage?.persist?.();
    /** @type {Ready} */
    const ready = {};
    const cache = await caches.open(cacheName);
    /** @type {Set<string>} */
    const kept = new Set();
    for (const row of parts(page, "[data-task]")) {
      const bytes = await addressesOf(row).reduce(
        async (sum, address) => (await sum) + (await keepPage(cache, address, kept)),
        Promise.resolve(0),
      );
      ready[taskOf(row)] = { at: Date.now(), bytes };
      localStorage.setItem(READY, JSON.stringify(ready));
      await show();
    }
    // Last, so that the list of what is ready is kept as it is now.
    for (const address of (page.dataset.pages ?? "").split(" ")) await keepPage(cache, address, kept);
    await dropOthers(cache, kept);
    const stays = await post(page.dataset.prepare ?? "");
    part(page, "[data-until]").textContent = stays.until;
    say("prepared");
  } catch (failure) {
    console.warn(failure);
    say("not-prepared");
  }
}

const taskOf = (/** @type {HTMLElement} */ { dataset }) => dataset.task ?? "";
const addressesOf = (/** @type {HTMLElement} */ { dataset }) => (dataset.addresses ?? "").split(" ");

// Pages of tasks that are over go, but for those with something unsent, and so do files that only they needed.
/** @param {Cache} cache @param {Set<string>} kept */
async function dropOthers(cache, kept) {
  const unsent = new Set((await waiting(user)).map((piece) => piece.page));
  for (const { url } of await cache.keys())
    if (!(kept.has(url) || unsent.has(new URL(url).pathname))) await cache.delete(url, { ignoreVary: true });
  (await navigator.serviceWorker.ready).active?.postMessage("purge");
}

// Keeps a page and what it shows; returns the bytes of it.
/** @param {Cache} cache @param {string} address @param {Set<string>} kept */
async function keepPage(cache, address, kept) {
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status} at ${address}`);
  const text = await answer.clone().text();
  await cache.put(address, answer);
  let bytes = text.length;
  const shown = new DOMParser().parseFromString(text, "text/html");
  const base = new URL(address, location.href);
  kept.add(base.href);
  for (const picture of shown.querySelectorAll("main img[src]")) {
    const source = new URL(picture.getAttribute("src") ?? "", base);
    if (source.pathname.startsWith("/static/")) continue;
    const found = (await cache.match(source)) ?? (await fetch(source));
    if (!found.ok) continue;
    bytes += (await found.clone().blob()).size;
    await cache.put(source, found);
    kept.add(source.href);
  }
  return bytes;
}

/** @param {string} address @returns {Promise<{until: string}>} */
async function post(address) {
  const { value } = part(page, "[name=csrfmiddlewaretoken]", HTMLInputElement);
  const body = new URLSearchParams({ csrfmiddlewaretoken: value });
  const answer = await fetch(address, { method: "POST", body });
  if (!answer.ok) throw new Error(`${answer.status} at ${address}`);
  return answer.json();
}

/** @param {"preparing" | "prepared" | "not-prepared"} state */
function say(state) {
  for (const sentence of parts(page, "[data-prepared-state]"))
    sentence.hidden = sentence.dataset.preparedState !== state;
}

// What is ready, of when, how large; and what was ready, but the browser has dropped it.
async function show() {
  /** @type {Ready} */
  const ready = JSON.parse(localStorage.getItem(READY) ?? "{}");
  const cache = (await caches.has(cacheName)) ? await caches.open(cacheName) : null;
  let bytes = 0;
  let dropped = false;
  for (const row of parts(page, "[data-task]")) {
    const kept = ready[taskOf(row)];
    const isThere = kept && (await cache?.match(addressesOf(row)[0], { ignoreVary: true }));
    dropped ||= Boolean(kept && !isThere);
    for (const tag of parts(row, "[data-ready]")) tag.hidden = tag.dataset.ready !== (isThere ? "yes" : "no");
    if (!isThere) continue;
    bytes += kept.bytes;
    part(row, "[data-ready-at]").textContent = moment(kept.at);
    part(row, "[data-ready-size]").textContent = megabytes(kept.bytes);
  }
  part(page, "[data-size]").textContent = megabytes(bytes);
  part(page, "[data-dropped]").hidden = !dropped;
  const persists = await navigator.storage?.persisted?.();
  part(page, "[data-may-be-dropped]").hidden = Boolean(persists) || !bytes;
}

const language = document.documentElement.lang === "id" ? "id-ID" : "en-GB";
const megabytes = (/** @type {number} */ bytes) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1e6);
const moment = (/** @type {number} */ at) =>
  new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "Asia/Jakarta",
  }).format(at);

// What has not been sent: each piece with its words, so that nothing depends on this browser alone.
async function showUnsent() {
  const left = await waiting(user);
  part(page, "[data-unsent]").hidden = !left.length;
  const list = part(page, "[data-unsent-list]");
  const template = part(page, "[data-unsent-piece]", HTMLTemplateElement);
  list.replaceChildren(
    ...left.map((piece) => {
      const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      const link = part(row, "a", HTMLAnchorElement);
      link.textContent = piece.title;
      link.href = piece.page;
      part(row, "[data-at]").textContent = moment(piece.at);
      part(row, "[data-told]").textContent = (piece.sentences ?? []).join(" ");
      for (const tag of parts(row, "[data-state]")) tag.hidden = tag.dataset.state !== piece.state;
      const words = part(row, "dl");
      for (const [name, value] of piece.values) {
        if (!value) continue;
        const term = document.createElement("dt");
        const said = document.createElement("dd");
        term.textContent = name;
        said.textContent = value;
        words.append(term, said);
      }
      return row;
    }),
  );
}

async function saveAsFile() {
  const left = await Promise.all((await waiting(user)).map(withFile));
  const content = new Blob([JSON.stringify({ portal: location.origin, user, pieces: left }, null, 1)], {
    type: "application/json",
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = `kipp-${new Date().toISOString().slice(0, 16).replaceAll(":", ".")}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

// A file is text in it, too: a data URL, which any browser opens.
/** @param {Piece} piece */
async function withFile(piece) {
  if (!piece.file) return piece;
  const reader = new FileReader();
  const read = new Promise((done) => reader.addEventListener("load", done));
  reader.readAsDataURL(piece.file.blob);
  await read;
  return { ...piece, file: { name: piece.file.name, content: reader.result } };
}

part(page, "[data-prepare-button]").addEventListener("click", prepare);
part(page, "[data-save-as-file]").addEventListener("click", saveAsFile);
part(page, "[data-print]").addEventListener("click", () => print());
part(page, "[data-send]").addEventListener("click", () => queue.send());
part(page, "[data-tools]").hidden = false;
onChange(showUnsent);
show();
showUnsent();
