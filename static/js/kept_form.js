// A form whose words are kept in the browser under whoever types them, where and in which form. What happens to them
// is said by the sentences of components/autosave.html or components/kept.html: this file has no language.

export class KeptForm {
  constructor(form) {
    this.form = form;
    this.key = `kipp:${form.dataset.keeper}:${location.pathname}`; // a shared computer has many people
    this.status = form.querySelector("[data-autosave-status]");
    this.elsewhere = form.querySelector("[data-saved-elsewhere]");
  }

  // What people type, by name: no files, no tokens.
  get fields() {
    return [...this.form.elements].filter(
      ({ name, type }) => name && !["hidden", "file", "submit", "button", "password"].includes(type),
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
      if (["checkbox", "radio"].includes(field.type)) field.checked = [value].flat().includes(field.value);
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

  // Two windows, two devices or two colleagues: both texts stand side by side until somebody chooses.
  showElsewhere(stored, who) {
    this.elsewhere.querySelector("[data-who]").textContent = who;
    for (const place of this.storedPlaces) {
      const value = stored[place.dataset.stored] ?? "";
      place.dataset.value = value;
      place.textContent = shown(this.form.elements[place.dataset.stored], value);
    }
    this.elsewhere.hidden = false;
    this.showChoice();
    this.elsewhere.focus();
    return this.say("elsewhere");
  }

  showChoice() {
    this.elsewhere.querySelector("[data-choice]").hidden = false;
  }

  takeStored() {
    this.write(Object.fromEntries(this.storedPlaces.map(({ dataset }) => [dataset.stored, dataset.value])));
  }

  get storedPlaces() {
    return [...this.elsewhere.querySelectorAll("[data-stored]")];
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

// A value as people read it: the words of a choice, a tick.
function shown(field, value) {
  if (field.type === "checkbox") return value ? "✓" : "–";
  if (field instanceof RadioNodeList)
    return [...field].find((one) => one.value === value)?.labels[0].textContent.trim() ?? "–";
  return field.selectedOptions ? [...field.options].find((option) => option.value === value)?.text : value;
}

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
