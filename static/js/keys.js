// One key leads on: a link with data-keys="n j" is followed when one of them is pressed outside of a field.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  document.querySelector(`a[data-keys~="${CSS.escape(event.key)}"]`)?.click();
});
