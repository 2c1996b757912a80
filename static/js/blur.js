// A rectangle drawn on the photo becomes the four numbers of form[data-blur], in per cent; the numbers that are
// typed show as a rectangle. The server makes that part unrecognisable.

import { named, part, parts } from "./parts.js";

const [stage] = parts(document, "[data-blur-stage]");
const [form] = parts(document, "form[data-blur]", HTMLFormElement);

if (stage && form) {
  const frame = document.createElement("span");
  frame.className = "blur-frame";
  frame.hidden = true;
  stage.append(frame);
  part(document, "[data-blur-hint]").hidden = false;
  const field = (/** @type {string} */ name) => named(form)[name];
  const within = (/** @type {number} */ value) => Math.min(100, Math.max(0, value));
  /** @type {{x: number, y: number} | null} */
  let start = null;

  const place = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    return {
      x: within((100 * (clientX - left)) / width),
      y: within((100 * (clientY - top)) / height),
    };
  };

  const show = () => {
    const [left, top, width, height] = ["left", "top", "width", "height"].map((name) =>
      Number(field(name).value),
    );
    frame.hidden = !(width && height);
    Object.assign(frame.style, {
      left: `${left}%`,
      top: `${top}%`,
      width: `${Math.min(width, 100 - left)}%`,
      height: `${Math.min(height, 100 - top)}%`,
    });
  };

  stage.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    start = place(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = place(event);
    field("left").value = Math.min(start.x, end.x).toFixed(1);
    field("top").value = Math.min(start.y, end.y).toFixed(1);
    field("width").value = Math.max(1, Math.abs(start.x - end.x)).toFixed(1);
    field("height").value = Math.max(1, Math.abs(start.y - end.y)).toFixed(1);
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, () => (start = null));
  form.addEventListener("input", show);
  show();
}
