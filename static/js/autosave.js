// Nothing that is typed is lost. What stands in a form[data-autosave] is kept in the browser at every keystroke
// and on the server as soon as it can be reached: the same form to the same address, with the header X-Autosave.
// What the server answers is told in kipp/saving/autosave.py. Without this script the form's buttons do the same.
// The sentences stand in the page (components/autosave.html): this file has no language.

import { KeptForm, same, typedIn } from "./kept_form.js";
import { named, part, parts } from "./parts.js";
import { renewToken } from "./token.js";

const AFTER_TYPING = 1500; // milliseconds
const NEXT_TRY = 10_000; // without a line or a session
const LONGEST_PAUSE = 300_000; // an error of the portal is not mended by asking: each try waits twice as long

class Autosave extends KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    super(form);
    /** @type {Promise<boolean> | null} */
    this.saving = null;
    this.isDirty = this.isChoosing = this.isLeaving = false;
    this.failures = 0;
    this.restore();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.save());
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => this.save());
    if (form.querySelector("[data-saved-elsewhere]")) this.prepareChoice();
  }

  get number() {
    return named(this.form).save_number;
  }

  typed() {
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AFTER_TYPING);
  }

  // In the browser: the words, and on which save they were typed.
  keep() {
    this.isDirty = true;
    this.store({ values: this.read(), number: this.number.value });
  }

  // What another window keeps under the same key is not ours to forget.
  forget() {
    this.isDirty = false;
    if (localStorage.getItem(this.key) === this.kept) localStorage.removeItem(this.key);
  }

  // After a reload, a crash or a sign-in: what never reached the server stands in the fields again.
  restore() {
    this.kept = localStorage.getItem(this.key);
    const kept = JSON.parse(this.kept ?? "null");
    if (!kept) return;
    if (same(kept.values, this.read())) return this.forget();
    if (this.form.querySelector(".is-invalid, [data-saved-elsewhere]:not([hidden])")) return; // shown already
    this.write(kept.values);
    this.number.value = kept.number;
    this.isDirty = true;
    this.say("restored");
    this.save();
  }

  /** @returns {Promise<boolean>} */
  async save() {
    clearTimeout(this.timer);
    if (this.isChoosing) return false;
    if (this.saving) return this.saving.then(() => this.save());
    if (!this.isDirty) return true;
    this.saving = this.send().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  // Whether what stands in the form is on the server now.
  /** @returns {Promise<boolean>} */
  async send(isSecondTry = false) {
    const sent = this.read();
    this.say("saving");
    /** @type {Response} */
    let answer;
    /** @type {import("./token.js").Told} */
    let told;
    try {
      answer = await fetch(this.form.action, {
        method: "POST",
        body: typedIn(this.form),
        headers: { "X-Autosave": "1" },
        keepalive: true,
      });
      told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    } catch {
      return this.later("offline");
    }
    if (answer.status === 200 && told.save_number !== undefined) {
      this.number.value = `${told.save_number}`;
      this.failures = 0;
      if (same(sent, this.read())) this.forget();
      else this.keep();
      return this.say("saved");
    }
    if (answer.status === 403 && told.token && !isSecondTry) {
      const obstacle = await renewToken();
      return obstacle ? this.later(obstacle) : this.send(true);
    }
    if (answer.status === 401) return this.later("signed-out");
    if (answer.status === 409) return this.choose(told);
    if (answer.status === 410 || answer.status === 422) return this.say("refused", told.sentences?.join(" "));
    return this.later("failed");
  }

  /** @param {import("./token.js").Obstacle} why */
  later(why) {
    clearTimeout(this.timer);
    const pause = why === "failed" ? Math.min(NEXT_TRY * 2 ** this.failures++, LONGEST_PAUSE) : NEXT_TRY;
    this.timer = setTimeout(() => this.save(), pause);
    return this.say(why);
  }

  // The button, too, waits for the server: without a connection nobody is led to an empty page.
  /** @param {SubmitEvent} event */
  async submit(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    const button = event.submitter;
    this.isChoosing = false;
    this.keep();
    if ((await this.save()) || this.state === "refused") {
      this.isLeaving = true; // the page that follows says what is wrong, if anything is
      this.form.requestSubmit(button);
    }
  }

  /** @param {import("./token.js").Told} told */
  choose({ save_number, stored = {}, who = "" }) {
    this.isChoosing = true;
    this.number.value = `${save_number}`;
    return this.showElsewhere(stored, who);
  }

  prepareChoice() {
    if (!this.elsewhere.hidden) {
      this.isChoosing = true;
      this.showChoice();
    }
    part(this.elsewhere, "[data-keep-mine]").addEventListener("click", () => {
      this.keep();
      this.chosen();
    });
    part(this.elsewhere, "[data-take-stored]").addEventListener("click", () => {
      this.takeStored();
      this.keep();
      this.chosen();
    });
  }

  chosen() {
    this.isChoosing = false;
    this.elsewhere.hidden = true;
    this.save();
  }
}

for (const form of parts(document, "form[data-autosave]", HTMLFormElement)) new Autosave(form);
