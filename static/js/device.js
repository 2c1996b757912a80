// On every page of a verifier: what this device keeps is sent, and told in [data-device-strip]. Who is signed in is
// noted for the service worker, which shows each person's prepared pages to nobody else.

import { Queue } from "./device_queue.js";
import { onChange, waiting } from "./device_store.js";
import { part, parts } from "./parts.js";

const user = document.body.dataset.user ?? "";
const [strip] = parts(document, "[data-device-strip]");

export const queue = new Queue(user, show);

/** @param {import("./device_queue.js").InTheWay | "sent" | ""} state */
async function show(state = "") {
  if (!strip) return;
  const left = await waiting(user);
  const told = left.some(({ state: one }) => ["elsewhere", "refused", "gone"].includes(one))
    ? "look"
    : state && state !== "sent"
      ? state
      : left.length
        ? "waiting"
        : "sent";
  strip.hidden = false;
  strip.dataset.state = told;
  for (const sentence of parts(strip, "[data-when]")) sentence.hidden = sentence.dataset.when !== told;
  for (const place of parts(strip, "[data-number]")) place.textContent = `${left.length}`;
  part(strip, "[data-kept]").hidden = !left.length;
}

// Signing out with something unsent asks first: on this device it can be sent by this person only.
let isAsked = false;
/** @param {SubmitEvent} event */
async function signOut(event) {
  if (isAsked) return;
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const left = await waiting(user).catch(() => []);
  if (left.length && !confirm(form.dataset.unsent?.replace("{number}", `${left.length}`))) return;
  await (await caches.open("kipp-who")).delete("/who");
  isAsked = true;
  form.requestSubmit();
}

// Without HTTPS a browser neither locks nor keeps pages, so nothing is kept on this device.
if (isSecureContext) {
  for (const form of parts(document, "form[data-sign-out]", HTMLFormElement))
    form.addEventListener("submit", signOut);
  onChange(() => show());
  show(navigator.onLine ? "" : "offline");
  queue.send();
  // A page of somebody else's session can't be here: the server has just shown it to this person, or the service
  // worker has found it under this person's name.
  (await caches.open("kipp-who")).put("/who", new Response(user));
}
