// A form whose words are kept in the browser for each person, address and form. What happens to them is said by the
// sentences of components/autosave.html or components/kept.html: this file has no language.

import { named, part, parts } from "./parts.js";

/** @typedef {Record<string, string | string[]>} Values by name; a name that several ticks share has a list */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */
/**
 * What components/autosave.html and components/kept.html have a sentence for.
 * @typedef {import("./token.js").Obstacle | "" | "saving" | "saved" | "device" | "restored" | "refused"
 *   | "elsewhere" | "full"} Said
 */

export class KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.key = `kipp:${form.dataset.keeper}:${location.pathname}`; // a shared computer has many people
    this.status = parts(form, "[data-autosave-status]").at(0);
    /** @type {Said} */
    this.state = "";
    /** @type {string | null} */
    this.kept = null;
  }

  get elsewhere() {
    return part(this.form, "[data-saved-elsewhere]");
  }

  // What people type, by name: no files, no tokens.
  get fields() {
    return /** @type {Field[]} */ ([...this.form.elements]).filter(
      ({ name, type }) => name && !["hidden", "file", "submit", "button", "password"].includes(type),
    );
  }

  read() {
    /** @type {Values} */
    const values = {};
    for (const field of this.fields) {
      if (isTick(field) && !field.checked) continue;
      const { name, value } = field;
      const typed = value.replaceAll("\r\n", "\n");
      values[name] = name in values ? [values[name], typed].flat() : typed;
    }
    return values;
  }

  /** @param {Values} values */
  write(values) {
    for (const field of this.fields) {
      const value = values[field.name] ?? "";
      if (isTick(field)) field.checked = [value].flat().includes(field.value);
      else field.value = `${value}`;
      field.dispatchEvent(new Event("kipp:filled", { bubbles: true }));
    }
  }

  /** @param {{values: Values, number?: string, isSent?: boolean, drawing?: string}} kept */
  store(kept) {
    this.kept = JSON.stringify(kept);
    try {
      localStorage.setItem(this.key, this.kept);
    } catch {
      this.say("full"); // the browser keeps nothing, so only the server is left
    }
  }

  // Two windows, two devices or two colleagues: both texts stand side by side until somebody chooses.
  /** @param {Record<string, string>} stored @param {string} who */
  showElsewhere(stored, who) {
    part(this.elsewhere, "[data-who]").textContent = who;
    for (const place of this.storedPlaces) {
      const { stored: name = "" } = place.dataset;
      const value = stored[name] ?? "";
      place.dataset.value = value;
      place.textContent = shown(named(this.form)[name], value);
    }
    this.elsewhere.hidden = false;
    this.showChoice();
    this.elsewhere.focus();
    return this.say("elsewhere");
  }

  showChoice() {
    part(this.elsewhere, "[data-choice]").hidden = false;
  }

  takeStored() {
    this.write(
      Object.fromEntries(this.storedPlaces.map(({ dataset }) => [dataset.stored, dataset.value ?? ""])),
    );
  }

  get storedPlaces() {
    return parts(this.elsewhere, "[data-stored]");
  }

  // Shows the sentence of this state and says whether all is on the server.
  /** @param {Said} state */
  say(state, words = "") {
    this.state = state;
    for (const sentence of this.status ? parts(this.status, "[data-when]") : []) {
      sentence.hidden = sentence.dataset.when !== state;
      const [time] = parts(sentence, "[data-time]");
      if (time && !sentence.hidden) time.textContent = now(time.dataset.time);
      for (const place of parts(sentence, "[data-words]")) place.textContent = words;
    }
    return state === "saved";
  }
}

/** @param {unknown} one @param {unknown} other */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// All that the form sends but its files.
/** @param {HTMLFormElement} form */
export const typedIn = (form) =>
  new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));

/** @param {Field} field @returns {field is HTMLInputElement} */
const isTick = (field) => ["checkbox", "radio"].includes(field.type);

// A value as people read it: the words of a choice, a tick.
/** @param {Field | RadioNodeList} field @param {string} value */
function shown(field, value) {
  if (field instanceof RadioNodeList) {
    const choices = /** @type {NodeListOf<HTMLInputElement>} */ (/** @type {NodeList} */ (field));
    return [...choices].find((one) => one.value === value)?.labels?.[0].textContent.trim() ?? "–";
  }
  if (field.type === "checkbox") return value ? "✓" : "–";
  if (field instanceof HTMLSelectElement)
    return [...field.options].find((option) => option.value === value)?.text ?? "";
  return value;
}

// "10.42" or "10:42" in Central Java, wherever the clock of this machine stands.
function now(separator = ":") {
  const found = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Jakarta",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(new Date());
  const two = (/** @type {string} */ name) => found.find(({ type }) => type === name)?.value;
  return `${two("hour")}${separator}${two("minute")}`;
}
