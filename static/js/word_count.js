// Counts the words of a [data-max-words] while somebody types, as innovations/proposals/sections.py counts them:
// whatever stands between white space and has a letter or a digit. The rule is told in docs/words.md.

import { part, parts } from "./parts.js";

// What Python's str.split() takes for white space; JavaScript's \s is not the same.
// biome-ignore lint/suspicious/noControlCharactersInRegex: some of it are control characters
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** @param {string} text */
export function countWords(text) {
  return text.split(WHITE_SPACE).filter((one) => LETTER_OR_DIGIT.test(one)).length;
}

/** @param {HTMLTextAreaElement} field */
function show(field) {
  const words = countWords(field.value);
  const limit = Number(field.dataset.maxWords);
  const place = part(document, `#${field.dataset.count}`);
  part(place, "[data-words]").textContent = `${words}`;
  place.classList.toggle("is-over", words > limit);
  part(place, "[data-over]").hidden = words <= limit;
  part(place, "progress", HTMLProgressElement).value = Math.min(words, limit);
  place.hidden = false;
  // Of what was saved when the page came: the living count takes its place.
  part(document, "[data-words-saved]").hidden = true;
}

for (const field of parts(document, "[data-max-words]", HTMLTextAreaElement)) {
  for (const event of ["input", "kipp:filled"]) field.addEventListener(event, () => show(field));
  show(field);
}
