// A form[data-new-piece] of the field work adds something to a list: somebody present, a photo. It is kept on this
// device at once and sent when it can be; until the page's list shows it, it stands in [data-new-pieces].

import { queue } from "./device.js";
import { forget, keep, onChange, pieces } from "./device_store.js";
import { KeptForm } from "./kept_form.js";
import { named, part, parts } from "./parts.js";
import { shrunk } from "./shrink.js";
import "./signature.js";

/** @typedef {import("./device_store.js").Piece} Piece */

class NewPiece extends KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    super(form);
    this.id = form.dataset.newPiece ?? ""; // visit/12/attendance
    this.key += `#${this.id}`;
    this.isLeaving = this.isKeeping = false;
    const name = this.id.split("/").at(-1);
    this.list = part(document, `[data-new-pieces="${name}"]`);
    this.template = part(document, `[data-new-piece-row="${name}"]`, HTMLTemplateElement);
    this.restore();
    form.addEventListener("input", () => this.storeUnfinished());
    form.addEventListener("pointerup", () => this.storeUnfinished());
    form.addEventListener("submit", (event) => this.submit(event));
    onChange(() => this.show());
    this.show();
  }

  get user() {
    return this.form.dataset.keeper ?? "";
  }

  // Anyone who is half way through a row finds it again, with the signature.
  storeUnfinished() {
    this.store({ values: this.read(), drawing: named(this.form).drawing?.value });
  }

  restore() {
    const unfinished = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!unfinished || this.form.querySelector(".is-invalid")) return;
    this.fill(unfinished);
  }

  /** @param {{values: import("./kept_form.js").Values, drawing?: string}} found */
  fill({ values, drawing = "" }) {
    const field = named(this.form).drawing;
    if (field) field.value = drawing;
    this.write(values);
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    // What is missing is said by the server's page, in its own sentences.
    if (this.isLeaving || !this.isComplete()) return;
    event.preventDefault();
    if (this.isKeeping) return; // a second tap
    this.isKeeping = true;
    try {
      await this.keep();
      localStorage.removeItem(this.key);
      this.form.reset();
      named(this.form).uuid.value = crypto.randomUUID();
      part(this.form, "input:not([type=hidden]), select").focus();
    } catch {
      // This browser keeps nothing, so only the server is left.
      this.isLeaving = true;
      this.form.requestSubmit(event.submitter);
    } finally {
      this.isKeeping = false;
    }
    queue.send();
  }

  isComplete() {
    const { signature, drawing } = named(this.form);
    const isDrawn = signature?.value !== "drawn" || drawing.value;
    const fields = /** @type {HTMLInputElement[]} */ ([...this.form.elements]);
    return isDrawn && fields.every(({ required, value }) => !required || value.trim());
  }

  async keep() {
    const { photo, uuid } = named(this.form);
    /** @type {[string, string][]} */
    const values = [];
    for (const [name, value] of new FormData(this.form))
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") values.push([name, value]);
    const chosen = photo?.files?.[0];
    if (chosen) setDefault(values, "taken_at", inWib(chosen.lastModified));
    const blob = chosen && (await shrunk(chosen));
    await keep({
      user: this.user,
      id: `${this.id}/${uuid.value}`,
      title: this.form.dataset.title ?? "",
      page: location.pathname,
      address: this.form.action,
      values,
      file: blob ? { field: "photo", blob, name: `${uuid.value}.jpg` } : null,
      number: 0,
      at: Date.now(),
      state: "waiting",
      sentences: [],
    });
  }

  // What the page's own list shows needs no second row; what was sent since this page was made does.
  async show() {
    const own = (await pieces(this.user)).filter(({ id }) => id.startsWith(`${this.id}/`));
    const rows = [];
    for (const piece of own) {
      const uuid = piece.id.split("/").at(-1);
      const isShown = document.querySelector(`[data-piece="${uuid}"]`);
      if (piece.state === "sent" && isShown) await forget(piece);
      else if (!isShown) rows.push(this.row(piece));
    }
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
  }

  /** @param {Piece} piece */
  row(piece) {
    const row = /** @type {DocumentFragment} */ (this.template.content.cloneNode(true));
    const said = Object.fromEntries(piece.values);
    const words = (this.form.dataset.names ?? "").split(" ").map((name) => said[name]);
    for (const place of parts(row, "[data-words]")) place.textContent = words.filter(Boolean).join(", ");
    part(row, "[data-told]").textContent = piece.sentences.join(" ");
    const state = piece.state === "elsewhere" ? "refused" : piece.state;
    for (const tag of parts(row, "[data-state]")) tag.hidden = tag.dataset.state !== state;
    const drop = part(row, "[data-drop]");
    drop.hidden = state === "sent";
    drop.addEventListener("click", () => forget(piece));
    const again = part(row, "[data-again]");
    again.hidden = state !== "refused";
    again.addEventListener("click", () => this.change(piece));
    return row;
  }

  // What the server did not take stands in the form again; a photo is chosen again.
  /** @param {Piece} piece */
  async change(piece) {
    const { drawing, ...values } = Object.fromEntries(piece.values);
    this.fill({ values, drawing });
    this.storeUnfinished();
    await forget(piece);
    this.form.scrollIntoView();
  }
}

/** @param {[string, string][]} values @param {string} name @param {string} value */
function setDefault(values, name, value) {
  const known = values.find(([one]) => one === name);
  if (known) known[1] ||= value;
  else values.push([name, value]);
}

// "2019-08-07T09:30" in Central Java, as the form's field has it.
/** @param {number} moment */
function inWib(moment) {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Jakarta",
    dateStyle: "short",
    timeStyle: "short",
  });
  return format.format(moment).replace(" ", "T");
}

if (isSecureContext)
  for (const form of parts(document, "form[data-new-piece]", HTMLFormElement)) new NewPiece(form);
