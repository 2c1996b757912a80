// Each file of a form[data-uploads] is sent by itself, and its progress is shown. Without this script the form's button
// sends all files at once. The sentences stand in the page (components/upload_states.html).
// The server answers as it does to static/js/autosave.js. What becomes of a file:
// - no answer, or nobody is signed in (401): it waits for a line or a session, as long as that takes;
// - an error of the server (5xx), too many requests (429) or a page that is not ours: it is tried again a few times,
//   not before the server's Retry-After; then it keeps its row, with a button to try once more;
// - not taken (422), and any other 4xx, which would be the same the next time: refused.
// A file that is not taken holds up no other.

import { part, parts } from "./parts.js";
import { renewToken } from "./token.js";

const NEXT_TRY = 5000; // milliseconds, without a line or a session
const PAUSES = [5000, 10_000, 20_000, 40_000]; // after an error of the server
const LONGEST_PAUSE = 300_000;

/**
 * What a file's row says.
 * @typedef {"waiting" | "sending" | "checking" | "offline" | "signed-out" | "failed" | "done" | "refused" | "given-up"} Said
 *
 * @typedef {{file: File, row: HTMLElement, button: HTMLButtonElement, said: Said}} Upload
 * @typedef {{status: number, told?: import("./token.js").Told, wait: number}} Answer
 */

class Uploads {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.input = part(form, "input[type=file]", HTMLInputElement);
    this.states = part(form, "[data-upload-states]");
    this.isSending = false;
    /** @type {Upload[]} */
    this.uploads = [];
    /** @type {Upload[]} */
    this.queue = [];
    form.addEventListener("submit", (event) => this.submit(event));
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    if (!this.input.files?.length) return; // the page that follows says that one is needed
    event.preventDefault();
    if (this.isSending) return;
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    this.queue = [...this.input.files].map((file) => this.upload(file, button));
    this.uploads = [...this.uploads.filter(({ said }) => said === "given-up"), ...this.queue];
    part(this.states, "[data-upload-list]").replaceChildren(...this.uploads.map(({ row }) => row));
    this.states.hidden = false;
    this.sendAll();
  }

  /** @param {File} file @param {HTMLButtonElement} button @returns {Upload} */
  upload(file, button) {
    const { content } = part(this.states, "[data-upload-row]", HTMLTemplateElement);
    const row = part(/** @type {DocumentFragment} */ (content.cloneNode(true)), "li");
    /** @type {Upload} */
    const upload = { file, row, button, said: "waiting" };
    part(row, "[data-name]").textContent = file.name;
    part(row, "[data-progress]").setAttribute("aria-label", file.name);
    const again = part(row, "[data-again]");
    again.setAttribute("aria-label", `${again.textContent}: ${file.name}`);
    again.addEventListener("click", () => {
      this.say(upload, "waiting");
      this.queue.push(upload);
      if (!this.isSending) this.sendAll();
    });
    this.say(upload, "waiting");
    return upload;
  }

  async sendAll() {
    this.isSending = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) await this.send(next);
    this.isSending = false;
    this.input.value = "";
    const said = new Set(this.uploads.map((upload) => upload.said));
    const end = said.has("given-up") ? "unfinished" : said.has("refused") ? "some" : "all";
    part(this.states, "[data-upload-told]").textContent = this.sentence(end);
    if (end === "all") location.assign(location.pathname);
  }

  /** @param {Upload} upload */
  async send(upload) {
    for (let failures = 0; ; ) {
      const answer = await this.post(upload);
      const said = await this.meaning(answer);
      const { status, told, wait } = answer;
      if (said === "done") return this.say(upload, said);
      if (said === "refused") return this.say(upload, said, told?.sentences?.join(" ") ?? `${status}`);
      if (said === "offline" || said === "signed-out") {
        this.say(upload, said);
        await later(NEXT_TRY);
      } else if (failures === PAUSES.length) return this.say(upload, "given-up");
      else {
        const pause = Math.min(Math.max(PAUSES[failures], wait), LONGEST_PAUSE);
        failures += 1;
        if (said === "renewed") continue;
        this.say(upload, said);
        await later(pause);
      }
    }
  }

  // With a token from before, a fresh one stands in the form afterwards.
  /** @param {Answer} answer @returns {Promise<Said | "renewed">} */
  async meaning({ status, told }) {
    if (status === 200 && told) return "done";
    if (status === 0) return "offline";
    if (status === 401) return "signed-out";
    if (status === 403 && told?.token) return (await renewToken()) || "renewed";
    return status >= 400 && status < 500 && status !== 429 ? "refused" : "failed";
  }

  /** @param {Upload} upload @returns {Promise<Answer>} */
  post(upload) {
    const data = new FormData(this.form);
    data.delete(this.input.name);
    data.append(this.input.name, upload.file);
    data.append(upload.button.name, upload.button.value);
    const progress = part(upload.row, "[data-progress]", HTMLProgressElement);
    this.say(upload, "sending");
    const request = new XMLHttpRequest(); // fetch does not tell how much is sent
    return new Promise((resolve) => {
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        progress.value = (100 * loaded) / total;
        this.say(upload, loaded < total ? "sending" : "checking");
      });
      request.addEventListener("loadend", () => {
        /** @type {import("./token.js").Told | undefined} */
        let told;
        try {
          told = JSON.parse(request.responseText);
        } catch {
          // a page, or nothing at all
        }
        const wait = 1000 * (Number(request.getResponseHeader("Retry-After")) || 0);
        resolve({ status: request.status, told, wait });
      });
      request.open("POST", this.form.action);
      request.setRequestHeader("X-Autosave", "1");
      request.send(data);
    });
  }

  /** @param {Upload} upload @param {Said} said */
  say(upload, said, words = "") {
    upload.said = said;
    part(upload.row, "[data-state]").textContent = `${this.sentence(said)} ${words}`.trim();
    part(upload.row, "[data-again]").hidden = said !== "given-up";
  }

  /** @param {Said | "all" | "some" | "unfinished"} state */
  sentence(state) {
    return part(this.states, `[data-when=${state}]`, HTMLTemplateElement).content.textContent;
  }
}

// After a pause, or as soon as the browser knows of a connection.
/** @param {number} pause @returns {Promise<void>} */
function later(pause) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, pause);
    addEventListener("online", done);
  });
}

for (const form of parts(document, "form[data-uploads]", HTMLFormElement)) new Uploads(form);
