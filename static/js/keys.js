// One key leads on: a link with data-keys="n j" is followed when one of them is pressed outside of a field.

import { parts } from "./parts.js";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (/** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]")) return;
  const [link] = parts(document, `a[data-keys~="${CSS.escape(event.key)}"]`);
  link?.click();
});
