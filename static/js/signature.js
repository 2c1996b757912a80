// A [data-signature] field to sign in, while the choice beside it says that the signature is drawn. The strokes go into
// the form's field `drawing` as verification/signatures.py reads them: whole numbers on a sheet of 600 x 200.

const WIDTH = 600;
const HEIGHT = 200;
const LEAST = 3; // units between two points: finer ones show nothing

class Signature {
  constructor(pad) {
    this.pad = pad;
    this.sheet = pad.querySelector("svg");
    this.path = pad.querySelector("path");
    this.form = pad.closest("form");
    this.sheet.addEventListener("pointerdown", (event) => this.begin(event));
    this.sheet.addEventListener("pointermove", (event) => this.draw(event));
    pad.querySelector("[data-clear]").addEventListener("click", () => this.clear());
    this.form.addEventListener("change", () => this.show());
    this.form.addEventListener("reset", () => setTimeout(() => this.clear()));
    this.form.addEventListener("kipp:filled", () => this.show());
    this.show();
  }

  show() {
    this.pad.hidden = this.form.elements.signature.value !== "drawn";
    this.path.setAttribute("d", this.form.elements.drawing.value);
  }

  begin(event) {
    event.preventDefault();
    this.sheet.setPointerCapture(event.pointerId);
    this.last = this.at(event);
    this.add("M", this.last);
    // A dot is a stroke, too.
    this.add("L", this.last);
  }

  draw(event) {
    if (!event.buttons || !this.last) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const point = this.at(one);
      if (Math.hypot(point[0] - this.last[0], point[1] - this.last[1]) < LEAST) continue;
      this.last = point;
      this.add("L", point);
    }
  }

  at({ clientX, clientY }) {
    const { left, top, width, height } = this.sheet.getBoundingClientRect();
    const within = (part, whole) => Math.round(Math.min(Math.max(part, 0), 1) * whole);
    return [within((clientX - left) / width, WIDTH), within((clientY - top) / height, HEIGHT)];
  }

  add(move, [x, y]) {
    this.form.elements.drawing.value += `${move}${x} ${y}`;
    this.show();
  }

  clear() {
    this.form.elements.drawing.value = "";
    this.last = null;
    this.show();
  }
}

for (const pad of document.querySelectorAll("[data-signature]")) new Signature(pad);
