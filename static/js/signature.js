// A [data-signature] field to sign in, while the choice beside it says that the signature is drawn. The strokes go into
// the form's field `drawing` as verification/visits/signatures.py reads them: whole numbers on a sheet of 600 x 200.

import { named, part, parts } from "./parts.js";

const WIDTH = 600;
const HEIGHT = 200;
const LEAST = 3; // units between two points: finer ones show nothing

class Signature {
  /** @param {HTMLElement} pad */
  constructor(pad) {
    this.pad = pad;
    this.sheet = part(pad, "svg", SVGSVGElement);
    this.path = part(pad, "path", SVGPathElement);
    this.form = /** @type {HTMLFormElement} */ (pad.closest("form"));
    /** @type {[number, number] | null} */
    this.last = null;
    this.sheet.addEventListener("pointerdown", (event) => this.begin(event));
    this.sheet.addEventListener("pointermove", (event) => this.draw(event));
    part(pad, "[data-clear]").addEventListener("click", () => this.clear());
    this.form.addEventListener("change", () => this.show());
    this.form.addEventListener("reset", () => setTimeout(() => this.clear()));
    this.form.addEventListener("kipp:filled", () => this.show());
    this.show();
  }

  show() {
    this.pad.hidden = named(this.form).signature.value !== "drawn";
    this.path.setAttribute("d", named(this.form).drawing.value);
  }

  /** @param {PointerEvent} event */
  begin(event) {
    event.preventDefault();
    this.sheet.setPointerCapture(event.pointerId);
    this.last = this.at(event);
    this.add("M", this.last);
    // A dot is a stroke, too.
    this.add("L", this.last);
  }

  /** @param {PointerEvent} event */
  draw(event) {
    if (!(event.buttons && this.last)) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const point = this.at(one);
      if (Math.hypot(point[0] - this.last[0], point[1] - this.last[1]) < LEAST) continue;
      this.last = point;
      this.add("L", point);
    }
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  at({ clientX, clientY }) {
    const { left, top, width, height } = this.sheet.getBoundingClientRect();
    const within = (/** @type {number} */ share, /** @type {number} */ whole) =>
      Math.round(Math.min(Math.max(share, 0), 1) * whole);
    return [within((clientX - left) / width, WIDTH), within((clientY - top) / height, HEIGHT)];
  }

  /** @param {"M" | "L"} move @param {[number, number]} point */
  add(move, [x, y]) {
    named(this.form).drawing.value += `${move}${x} ${y}`;
    this.show();
  }

  clear() {
    named(this.form).drawing.value = "";
    this.last = null;
    this.show();
  }
}

for (const pad of parts(document, "[data-signature]")) new Signature(pad);
