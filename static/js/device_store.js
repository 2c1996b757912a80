// What was written on this device and may not have reached the server yet: pieces, each a form with its address.
// They stand in IndexedDB under whoever wrote them, where a browser keeps more than in localStorage, and files too.

import { createStore, del, entries, get, update } from "../vendor/idb-keyval/idb-keyval.js";

const store = createStore("kipp-device", "pieces");
const changes = new BroadcastChannel("kipp-device");

// The version of a piece: a later portal reads what an earlier one kept (see `brought_up`).
const VERSION = 1;

// A piece: {user, id, title, page, address, values: [[name, value], …], file, number, at, version} and its state:
// "waiting" for the server; "elsewhere", when other words were saved meanwhile; "refused" or "gone" with what the
// server said; "sent", kept only until a page shows it that is not older.
const key = ({ user, id }) => `${user}/${id}`;

// IndexedDB writes a moment later, and a page that is left in that moment takes its last words along. So they stand in
// localStorage, too, which writes at once, until the store has them. Files are chosen, not typed, and too large for it.
const UNWRITTEN = "kipp-unwritten:";

export async function keep(piece) {
  const note = noteOf(piece);
  await write(piece);
  forgetNote(piece, note);
  tell();
}

// While one save is on its way, the form does not know the number of the next: the store does.
function write(piece, isOld = () => false) {
  const newest = (now) => Math.max(piece.number, now?.number ?? 0);
  return update(
    key(piece),
    (now) => (isOld(now) ? now : { ...now, ...piece, number: newest(now), version: VERSION }),
    store,
  );
}

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

function forgetNote(piece, note) {
  const name = UNWRITTEN + key(piece);
  if (localStorage.getItem(name) === note) localStorage.removeItem(name);
}

// What an earlier page left unwritten, unless the store has newer words by now.
async function catchUp() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(UNWRITTEN))) {
    const note = localStorage.getItem(name);
    const piece = JSON.parse(note);
    if (!piece) continue; // another window has just written it
    await write(piece, (now) => now?.at >= piece.at);
    forgetNote(piece, note);
  }
}
const caughtUp = catchUp();

export async function kept(user, id) {
  await caughtUp;
  return brought_up(await get(key({ user, id }), store));
}

// All pieces of a person, the oldest first.
export async function pieces(user) {
  await caughtUp;
  const found = (await entries(store)).filter(([name]) => name.startsWith(`${user}/`));
  return found.map(([, piece]) => brought_up(piece)).sort((one, other) => one.at - other.at);
}

export async function waiting(user) {
  return (await pieces(user)).filter(({ state }) => state !== "sent");
}

export async function forget(piece) {
  await del(key(piece), store);
  tell();
}

// Change a piece unless it was written again since it was read: then what is newer stays as it is.
export async function settle(piece, change) {
  await update(
    key(piece),
    (now) =>
      now && now.at === piece.at ? { ...now, ...change } : { ...now, number: change.number ?? now.number },
    store,
  );
  tell();
}

export function onChange(listener) {
  changes.addEventListener("message", listener);
  here.add(listener);
}

// A channel tells other windows only.
const here = new Set();
function tell() {
  changes.postMessage("changed");
  for (const listener of here) listener();
}

function brought_up(piece) {
  return piece && { state: "waiting", ...piece, version: VERSION };
}
