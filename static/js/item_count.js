// Keeps “2 of 18 items are checked.” true while the items of a check are marked: the first number and the bar.

import { part, parts } from "./parts.js";

const form = part(document, ".checking");
const place = part(document, "[data-checked-items]");

function show() {
  const number = parts(form, ".finding").filter((item) => item.querySelector(":checked")).length;
  const sentence = part(place, "p");
  sentence.textContent = sentence.textContent.replace(/\d+/, `${number}`);
  part(place, "progress", HTMLProgressElement).value = number;
}

form.addEventListener("change", show);
form.addEventListener("kipp:filled", show);
