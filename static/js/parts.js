// The parts of a page that a script needs. One that is missing is a mistake of the template, and is named.

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {new () => T} kind
 */
export function part(
  place,
  selector,
  kind = /** @type {new () => T} */ (/** @type {unknown} */ (HTMLElement)),
) {
  const found = place.querySelector(selector);
  if (found instanceof kind) return found;
  throw new TypeError(`No ${kind.name} is ${selector}`);
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {new () => T} kind
 */
export function parts(
  place,
  selector,
  kind = /** @type {new () => T} */ (/** @type {unknown} */ (HTMLElement)),
) {
  return /** @type {T[]} */ ([...place.querySelectorAll(selector)].filter((found) => found instanceof kind));
}

/**
 * The fields of a form by their names; of some the script asks whether the form has them.
 * @param {HTMLFormElement} form
 */
export const named = (form) =>
  /** @type {Record<string, HTMLInputElement>} */ (/** @type {unknown} */ (form.elements));
