// A form whose words are kept in the browser under whoever types them, where and in which form. What happens to them
// is said by the sentences of components/autosave.html or components/kept.html: this file has no language.

export class KeptForm {
  constructor(form) {
    this.form = form;
    this.key = `kipp:${form.dataset.keeper}:${location.pathname}`; // a shared computer has many people
    this.status = form.querySelector("[data-autosave-status]");
  }

  // What people type, by name: no files, no tokens.
  get fields() {
    return [...this.form.elements].filter(
      ({ name, type }) =>
        name && !["hidden", "file", "submit", "button", "password"].includes(type),
    );
  }

  // A name that several ticks share has a list of values.
  read() {
    const values = {};
    for (const { name, type, checked, value } of this.fields) {
      if (["checkbox", "radio"].includes(type) && !checked) continue;
      const typed = value.replaceAll("\r\n", "\n");
      values[name] = name in values ? [values[name], typed].flat() : typed;
    }
    return values;
  }

  write(values) {
    for (const field of this.fields) {
      const value = values[field.name] ?? "";
      if (["checkbox", "radio"].includes(field.type))
        field.checked = [value].flat().includes(field.value);
      else field.value = value;
      field.dispatchEvent(new Event("kipp:filled", { bubbles: true }));
    }
  }

  store(kept) {
    this.kept = JSON.stringify(kept);
    try {
      localStorage.setItem(this.key, this.kept);
    } catch {
      this.say("full"); // the browser keeps nothing, so only the server is left
    }
  }

  // Shows the sentence of this state and says whether all is on the server.
  say(state, words = "") {
    this.state = state;
    for (const sentence of this.status?.querySelectorAll("[data-when]") ?? []) {
      sentence.hidden = sentence.dataset.when !== state;
      const time = sentence.querySelector("[data-time]");
      if (time && !sentence.hidden) time.textContent = now(time.dataset.time);
      const place = sentence.querySelector("[data-words]");
      if (place) place.textContent = words;
    }
    return state === "saved";
  }
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// "10.42" or "10:42" in Central Java, wherever the clock of this machine stands.
function now(separator) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Jakarta",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(new Date());
  const part = (name) => parts.find(({ type }) => type === name).value;
  return part("hour") + separator + part("minute");
}
