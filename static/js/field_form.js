// A form[data-field-form] of the field work: whatever changes in it is kept on this device at once and sent when it
// can be (device_queue.js). Without this script its buttons do the same. The sentences stand in the page
// (components/autosave.html, components/device_strip.html): this file has no language.

import { queue } from "./device.js";
import { forget, keep, kept, onChange } from "./device_store.js";
import { KeptForm, same, typedIn } from "./kept_form.js";
import { named, part, parts } from "./parts.js";

const AFTER_TYPING = 1500; // milliseconds

class FieldForm extends KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    super(form);
    this.id = form.dataset.fieldForm ?? "";
    this.isLeaving = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed(0));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => queue.send());
    onChange(() => this.show());
    part(this.elsewhere, "[data-keep-mine]").addEventListener("click", () => this.chosen());
    part(this.elsewhere, "[data-take-stored]").addEventListener("click", () => {
      this.takeStored();
      this.chosen();
    });
    this.restored = this.restore().catch(() => undefined); // what can't be read can't be kept either: `keep` says it
  }

  get user() {
    return this.form.dataset.keeper ?? "";
  }

  get number() {
    return named(this.form).save_number;
  }

  // What never reached the server stands in the fields again; so does what did, where the page is an older one. What
  // somebody typed since is newer than both.
  async restore() {
    const shown = this.read();
    const piece = await kept(this.user, this.id);
    if (!piece || this.form.querySelector(".is-invalid")) return;
    if (piece.state === "sent" && Number(this.number.value) > piece.number) return forget(piece);
    const typed = Object.entries(this.read()).filter(([name, value]) => !same(value, shown[name]));
    const values = { ...valuesOf(piece), ...Object.fromEntries(typed) };
    if (!same(values, this.read())) {
      this.write(values);
      this.say("restored");
    }
    this.number.value = `${piece.number}`;
    this.show();
    queue.send();
  }

  typed(pause = AFTER_TYPING) {
    clearTimeout(this.timer);
    this.keep();
    this.timer = setTimeout(() => queue.send(), pause);
  }

  /** @param {number} [number] of the save that it is to replace, if not the one that the page shows */
  async keep(number) {
    await this.restored;
    const { written_at } = named(this.form);
    if (written_at) written_at.value = new Date().toISOString();
    const values = [...typedIn(this.form)].filter(
      ([name]) => !["csrfmiddlewaretoken", "save_number"].includes(name),
    );
    try {
      await keep({
        user: this.user,
        id: this.id,
        title: this.form.dataset.title ?? "",
        page: location.pathname,
        address: this.form.action,
        values,
        number: number ?? Number(this.number.value),
        at: Date.now(),
        // Until somebody has chosen between two texts, none of them is sent.
        state: this.elsewhere.hidden ? "waiting" : "elsewhere",
        sentences: [],
      });
      this.say("device");
      return true;
    } catch {
      return this.say("full"); // the browser keeps nothing, so only the server is left
    }
  }

  // Shows how its piece stands: sent, waiting, or with both texts side by side.
  async show() {
    const piece = await kept(this.user, this.id);
    if (!piece) return;
    this.number.value = `${piece.number}`;
    if (piece.state === "sent") this.say("saved");
    if (piece.state === "refused" || piece.state === "gone") this.say("refused", piece.sentences.join(" "));
    if (piece.state === "elsewhere") this.choose(piece);
  }

  // A sheet has many fields: only those that differ stand side by side.
  /** @param {import("./device_store.js").Piece} piece */
  choose({ stored = {}, who = "" }) {
    const typed = this.read();
    const differs = (name = "") => (stored[name] ?? "") !== (typed[name] ?? "");
    for (const place of this.storedPlaces) {
      const label = /** @type {HTMLElement} */ (place.previousElementSibling);
      place.hidden = label.hidden = !differs(place.dataset.stored);
    }
    if (this.elsewhere.hidden) this.showElsewhere(stored, who);
  }

  // What stands in the fields now is to replace what is stored.
  async chosen() {
    const piece = await kept(this.user, this.id);
    this.elsewhere.hidden = true;
    await this.keep(piece?.stored_number);
    queue.send();
  }

  // The button waits for the server: without a connection nobody is led to an empty page.
  /** @param {SubmitEvent} event */
  async submit(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    clearTimeout(this.timer);
    if (!(await this.keep())) return this.leave(event.submitter);
    await queue.send();
    const piece = await kept(this.user, this.id);
    if (!piece) return; // removed in another window
    this.number.value = `${piece.number}`;
    if (piece.state !== "sent" && piece.state !== "refused") return;
    await forget(piece);
    this.leave(event.submitter);
  }

  // The page that follows says what is wrong, if anything is.
  /** @param {HTMLElement | null} button */
  leave(button) {
    this.isLeaving = true;
    this.form.requestSubmit(button);
  }
}

/** @param {import("./device_store.js").Piece} piece */
const valuesOf = ({ values }) => {
  /** @type {import("./kept_form.js").Values} */
  const found = {};
  for (const [name, value] of values) found[name] = name in found ? [found[name], value].flat() : value;
  return found;
};

// Without HTTPS a browser neither locks nor keeps pages; then the buttons do it all.
if (isSecureContext)
  for (const form of parts(document, "form[data-field-form]", HTMLFormElement)) new FieldForm(form);
