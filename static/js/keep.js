// What is typed into a form[data-keep] is not saved before its button is pressed, but it is not lost either: it is
// kept in the browser at every keystroke, and the button waits for a connection and a session. It is forgotten
// once a page says that the deed was done. The sentences stand in the page (components/kept.html).

import { KeptForm, same } from "./kept_form.js";
import { part, parts } from "./parts.js";
import { renewToken } from "./token.js";

class Kept extends KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    super(form);
    this.key += `#${form.id}`;
    this.empty = this.read();
    this.restore();
    form.addEventListener("input", () => this.store({ values: this.read() }));
    form.addEventListener("submit", (event) => this.submit(event));
    part(form, "[data-discard]").addEventListener("click", () => this.discard());
  }

  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept || same(kept.values, this.read())) return;
    if (this.form.querySelector(".is-invalid")) return; // shown already
    this.write(kept.values);
    this.say("restored");
  }

  discard() {
    localStorage.removeItem(this.key);
    this.write(this.empty);
    this.say("");
    this.fields[0].focus();
  }

  // Without a connection or a session nobody is led to an empty page.
  /** @param {SubmitEvent} event */
  async submit(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    if (this.isAsking) return;
    this.isAsking = true;
    const obstacle = await renewToken();
    this.isAsking = false;
    if (obstacle) return this.say(obstacle);
    this.store({ values: this.read(), isSent: true });
    this.isLeaving = true;
    this.form.requestSubmit(event.submitter);
  }
}

function forgetWhatIsDone() {
  if (!document.querySelector("main > .tone-done[role=status]")) return;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("kipp:") && JSON.parse(localStorage.getItem(key) ?? "{}").isSent)
      localStorage.removeItem(key);
  }
}

forgetWhatIsDone();
for (const form of parts(document, "form[data-keep]", HTMLFormElement)) new Kept(form);
