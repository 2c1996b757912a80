// Counts the words of a [data-max-words] while somebody types, as innovations/completeness.py counts them:
// whatever stands between white space and has a letter or a digit. The rule is told in docs/words.md.

// What Python's str.split() takes for white space; JavaScript's \s is not the same.
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

export function countWords(text) {
  return text.split(WHITE_SPACE).filter((part) => LETTER_OR_DIGIT.test(part)).length;
}

function show(field) {
  const words = countWords(field.value);
  const limit = Number(field.dataset.maxWords);
  const place = document.getElementById(field.dataset.count);
  place.querySelector("[data-words]").textContent = words;
  place.classList.toggle("is-over", words > limit);
  place.querySelector("[data-over]").hidden = words <= limit;
  place.querySelector("progress").value = Math.min(words, limit);
  place.hidden = false;
  // Of what was saved when the page came: the living count takes its place.
  document.querySelector("[data-words-saved]").hidden = true;
}

for (const field of document.querySelectorAll("[data-max-words]")) {
  for (const event of ["input", "kipp:filled"]) field.addEventListener(event, () => show(field));
  show(field);
}
