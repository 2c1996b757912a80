// Each file of a form[data-uploads] is sent by itself: its progress is shown, and on a bad line it is tried again
// until it is through. The server answers as it does to static/js/autosave.js. Without this script the form's
// button sends all files at once. The sentences stand in the page (components/upload_states.html).

import { part, parts } from "./parts.js";
import { renewToken } from "./token.js";

const NEXT_TRY = 5000; // milliseconds

/** @typedef {"waiting" | "sending" | "checking" | "offline" | "signed-out" | "done" | "refused"} Said of a file */

class Uploads {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.input = part(form, "input[type=file]", HTMLInputElement);
    this.states = part(form, "[data-upload-states]");
    this.isSending = false;
    form.addEventListener("submit", (event) => this.submit(event));
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    if (!this.input.files?.length) return; // the page that follows says that one is needed
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    this.states.hidden = false;
    const list = part(this.states, "[data-upload-list]");
    list.replaceChildren();
    const rows = [...this.input.files].map((file) => ({ file, row: this.row(list, file) }));
    let refused = 0;
    for (const { file, row } of rows) {
      if (!(await this.send(file, row, button))) refused += 1;
    }
    this.isSending = false;
    part(this.states, "[data-upload-told]").textContent = this.sentence(refused ? "some" : "all");
    this.input.value = "";
    if (!refused) location.assign(location.pathname);
  } /** @param {HTMLElement} list @param {File} file */
  /** @param {HTMLElement} list @param {File} file */
  row(list, file) {
    const { content } = part(this.states, "[data-upload-row]", HTMLTemplateElement);
    const row = part(/** @type {DocumentFragment} */ (content.cloneNode(true)), "li");
    part(row, "[data-name]").textContent = file.name;
    part(row, "[data-progress]").setAttribute("aria-label", file.name);
    list.append(row);
    this.say(row, "waiting");
    return row;
  }

  // Whether the portal has the file. Only a refusal ends without it.
  /** @param {File} file @param {HTMLElement} row @param {HTMLButtonElement} button */
  async send(file, row, button) {
    for (;;) {
      const { status, told } = await this.post(file, row, button);
      if (status === 200) return this.say(row, "done");
      if (status === 422) return !this.say(row, "refused", told.sentences?.join(" "));
      if (status === 403 && told.token) {
        if (await renewToken()) await online();
      } else if (status === 403 || status === 404 || status === 413)
        return !this.say(row, "refused", `${status}`);
      else {
        this.say(row, status === 401 ? "signed-out" : "offline");
        await online();
      }
    }
  }

  /**
   * @param {File} file @param {HTMLElement} row @param {HTMLButtonElement} button
   * @returns {Promise<{status: number, told: import("./token.js").Told}>}
   */
  post(file, row, button) {
    const data = new FormData(this.form);
    data.delete(this.input.name);
    data.append(this.input.name, file);
    data.append(button.name, button.value);
    const progress = part(row, "[data-progress]", HTMLProgressElement);
    const request = new XMLHttpRequest(); // fetch does not tell how much is sent
    return new Promise((resolve) => {
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        progress.value = (100 * loaded) / total;
        this.say(row, loaded < total ? "sending" : "checking");
      });
      request.addEventListener("loadend", () => {
        let told = {};
        try {
          told = JSON.parse(request.responseText);
        } catch {
          // a page, or nothing at all
        }
        resolve({ status: request.status, told });
      });
      request.open("POST", this.form.action);
      request.setRequestHeader("X-Autosave", "1");
      request.send(data);
    });
  }

  /** @param {HTMLElement} row @param {Said} state */
  say(row, state, words = "") {
    part(row, "[data-state]").textContent = `${this.sentence(state)} ${words}`.trim();
    return true;
  }

  /** @param {Said | "all" | "some"} state */
  sentence(state) {
    return part(this.states, `[data-when=${state}]`, HTMLTemplateElement).content.textContent;
  }
}

// Later, or as soon as the browser knows of a connection.
/** @type {() => Promise<void>} */
const online = () =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, NEXT_TRY);
    addEventListener(
      "online",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

for (const form of parts(document, "form[data-uploads]", HTMLFormElement)) new Uploads(form);
