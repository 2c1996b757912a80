// What was written on this device and may not have reached the server yet: pieces, each a form with its address.
// They stand in IndexedDB, where a browser keeps more than in localStorage, and files too, each under its writer.

import { createStore, del, entries, get, promisifyRequest, update } from "../vendor/idb-keyval/idb-keyval.js";

const store = createStore("kipp-device", "pieces");
const changes = new BroadcastChannel("kipp-device");

// The version of a piece: a later portal reads what an earlier one kept (see `broughtUp`).
const VERSION = 1;

/**
 * "waiting" for the server; "elsewhere", when other words were saved since; "refused" or "gone" with what the
 * server said; "sent", kept only until a page shows it that is not older.
 * @typedef {"waiting" | "elsewhere" | "refused" | "gone" | "sent"} State
 *
 * @typedef Piece
 * @property {string} user
 * @property {string} id
 * @property {string} title
 * @property {string} page where it was written
 * @property {string} address where it is sent
 * @property {[string, string][]} values
 * @property {{field: string, blob: Blob, name: string} | null} [file]
 * @property {number} number of the save that it was written on
 * @property {number} at
 * @property {State} state
 * @property {string[]} sentences that the server said
 * @property {Record<string, string>} [stored] elsewhere, with its number and who saved it
 * @property {number} [stored_number]
 * @property {string} [who]
 * @property {number} [version]
 */

/** @param {Pick<Piece, "user" | "id">} piece */
const key = ({ user, id }) => `${user}/${id}`;

// IndexedDB writes a moment later, and a page that is left in that moment takes its last words along. So they stand in
// localStorage, too, which writes at once, until the store has them. Files are chosen, not typed, and too large for it.
const UNWRITTEN = "kipp-unwritten:";

/** @param {Piece} piece */
export async function keep(piece) {
  const note = noteOf(piece);
  await write(piece);
  forgetNote(piece, note);
  tell();
}

// While one save is on its way, the form does not know the number of the next: the store does.
/** @param {Piece} piece @param {(now: Piece) => boolean} isOld */
function write(piece, isOld = () => false) {
  return update(
    key(piece),
    (/** @type {Piece | undefined} */ now) => {
      if (now && isOld(now)) return now;
      return { ...now, ...piece, number: Math.max(piece.number, now?.number ?? 0), version: VERSION };
    },
    store,
  );
}

/** @param {Piece} piece */
function noteOf(piece) {
  if (piece.file) return null;
  const note = JSON.stringify(piece);
  try {
    localStorage.setItem(UNWRITTEN + key(piece), note);
  } catch {
    // It is full: then the store alone has to do.
  }
  return note;
}

/** @param {Piece} piece @param {string | null} note */
function forgetNote(piece, note) {
  const name = UNWRITTEN + key(piece);
  if (localStorage.getItem(name) === note) localStorage.removeItem(name);
}

// What an earlier page left unwritten, unless the store has newer words by now.
async function catchUp() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(UNWRITTEN))) {
    const note = localStorage.getItem(name);
    /** @type {Piece | null} */
    const piece = JSON.parse(note ?? "null");
    if (!piece) continue; // another window has just written it
    await write(piece, (now) => now.at >= piece.at);
    forgetNote(piece, note);
  }
}
const caughtUp = catchUp();

/** @param {string} user @param {string} id */
export async function kept(user, id) {
  await caughtUp;
  /** @type {Piece | undefined} */
  const found = await get(key({ user, id }), store);
  return found && broughtUp(found);
}

// All pieces of a person, the oldest first.
/** @param {string} user */
export async function pieces(user) {
  await caughtUp;
  /** @type {[string, Piece][]} */
  const found = await entries(store);
  const own = found.filter(([name]) => name.startsWith(`${user}/`));
  return own.map(([, piece]) => broughtUp(piece)).sort((one, other) => one.at - other.at);
}

/** @param {string} user */
export async function waiting(user) {
  return (await pieces(user)).filter(({ state }) => state !== "sent");
}

/** @param {Piece} piece */
export async function forget(piece) {
  await del(key(piece), store);
  tell();
}

// Change a piece unless it was written again since it was read: then what is newer stays as it is.
/** @param {Piece} piece @param {Partial<Piece>} change */
export async function settle(piece, change) {
  await store("readwrite", (all) => {
    /** @type {IDBRequest<Piece | undefined>} */
    const found = all.get(key(piece));
    found.onsuccess = () => {
      const now = found.result;
      if (!now) return; // removed while it was on its way
      const isSame = now.at === piece.at;
      all.put(isSame ? { ...now, ...change } : { ...now, number: change.number ?? now.number }, key(piece));
    };
    return promisifyRequest(all.transaction);
  });
  tell();
}

/** @param {() => void} listener */
export function onChange(listener) {
  changes.addEventListener("message", listener);
  here.add(listener);
}

// A channel tells other windows only.
/** @type {Set<() => void>} */
const here = new Set();
function tell() {
  changes.postMessage("changed");
  for (const listener of here) listener();
}

/** @param {Piece} piece an earlier portal kept it without a state @returns {Piece} */
function broughtUp(piece) {
  return { ...piece, state: piece.state ?? "waiting", version: VERSION };
}
