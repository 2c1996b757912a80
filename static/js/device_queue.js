// Sends what this device keeps, one piece after another, as the same form to the same address as its button does;
// the answers are told in kipp/saving/autosave.py. A piece is settled only after the server has said that it is saved.

import { pieces, settle } from "./device_store.js";
import { session } from "./token.js";

const PAUSES = [5, 10, 20, 40, 80, 160, 300]; // seconds

/** @typedef {import("./device_store.js").Piece} Piece */
/** @typedef {import("./token.js").Obstacle | "other-user"} InTheWay of all pieces */

// What became of each answer; all others are tried again.
/** @type {Record<number, import("./device_store.js").State>} */
const SETTLED = { 404: "gone", 409: "elsewhere", 410: "gone", 413: "refused", 422: "refused" };

export class Queue {
  // `told` hears after each try: "sent", or why not.
  /** @param {string} user @param {(state: "sent" | InTheWay) => void} told */
  constructor(user, told) {
    this.user = user;
    this.told = told;
    this.tries = 0;
    /** @type {Promise<"sent" | InTheWay> | null} */
    this.sending = null;
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => this.send());
  }

  // One window at a time sends: two would send everything twice. A window that asks while it sends waits for one more
  // round, since what they kept may have come too late for this one.
  /** @returns {Promise<"sent" | InTheWay>} */
  send() {
    clearTimeout(this.timer);
    if (this.sending) return this.sending.then(() => this.send());
    this.sending = navigator.locks
      .request(`kipp-device-${this.user}`, () => this.sendAll())
      .then((state) => this.after(state))
      .finally(() => {
        this.sending = null;
      });
    return this.sending;
  }

  /** @param {"sent" | InTheWay} state */
  after(state) {
    this.told(state);
    if (state === "offline" || state === "failed") {
      const pause = PAUSES[Math.min(this.tries++, PAUSES.length - 1)];
      this.timer = setTimeout(() => this.send(), pause * 1000);
    } else this.tries = 0;
    return state;
  }

  async sendAll() {
    let piece = await this.next();
    if (!piece) return "sent";
    const found = await session();
    if (found.obstacle) return found.obstacle;
    if (String(found.user) !== this.user) return "other-user";
    for (; piece; piece = await this.next()) {
      const obstacle = await this.sendOne(piece, found.token);
      if (obstacle) return obstacle;
    }
    return "sent";
  }

  async next() {
    return (await pieces(this.user)).find(({ state }) => state === "waiting");
  }

  // Settles a piece and returns nothing, or what is in the way of all of them.
  /** @param {Piece} piece @param {string} token @returns {Promise<InTheWay | undefined>} */
  async sendOne(piece, token) {
    /** @type {Response} */
    let answer;
    /** @type {import("./token.js").Told} */
    let told;
    try {
      answer = await fetch(piece.address, {
        method: "POST",
        body: bodyOf(piece, token),
        headers: { "X-Autosave": "1" },
        redirect: "manual",
      });
      told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    } catch {
      return "offline";
    }
    if (answer.status === 200 && ("save_number" in told || "uuid" in told)) {
      await settle(piece, { state: "sent", number: told.save_number, file: null });
      return;
    }
    if (answer.status === 401) return "signed-out";
    const state = SETTLED[answer.status];
    if (!state) return "failed";
    const { sentences = [], stored, save_number, who } = told;
    await settle(piece, { state, sentences, stored, stored_number: save_number, who });
  }
}

/** @param {Piece} piece @param {string} token */
function bodyOf({ values, file, number }, token) {
  const body = file ? new FormData() : new URLSearchParams();
  for (const [name, value] of values) body.append(name, value);
  if (number !== undefined) body.append("save_number", `${number}`);
  if (file && body instanceof FormData) body.append(file.field, file.blob, file.name);
  body.append("csrfmiddlewaretoken", token);
  return body;
}
