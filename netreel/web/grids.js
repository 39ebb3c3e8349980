/**
 * Planes of numbers as pictures: pixels by brightness, weights and products by colour.
 * @module
 */
import { activationColour, css, paletteOf, weightColour } from "./encoding.js";

/**
 * Draw a plane into a canvas, one square a value.
 * @param {HTMLCanvasElement} canvas
 * @param {{rows: number, columns: number, values: ArrayLike<number>}} plane
 * @param {object} how
 * @param {"activation" | "weight"} how.kind
 * @param {number} how.limit the size that is drawn in full
 * @param {number} [how.marked] the place of a value to frame
 */
export function drawGrid(canvas, { rows, columns, values }, { kind, limit, marked = -1 }) {
  const palette = paletteOf(getComputedStyle(canvas));
  const scale = Math.max(1, Math.round((canvas.clientWidth * devicePixelRatio) / columns));
  const [width, height] = [columns * scale, rows * scale];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = css(palette.off);
  context.fillRect(0, 0, width, height);
  const minus = getComputedStyle(canvas).getPropertyValue("--paper").trim() === "yes";
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (!value) continue;
    const [x, y] = [(at % columns) * scale, Math.floor(at / columns) * scale];
    const colour =
      kind === "activation" ? activationColour(palette, value, limit) : weightColour(palette, value, limit);
    context.fillStyle = css(colour);
    context.fillRect(x, y, scale, scale);
    if (minus && kind === "weight" && value < -0.15 * limit) {
      context.fillStyle = css(palette.off);
      context.fillRect(x + scale * 0.25, y + scale * 0.42, scale * 0.5, Math.max(1, scale * 0.16));
    }
  }
  if (marked >= 0) frame(context, palette, marked, columns, scale);
}

function frame(context, palette, at, columns, scale) {
  const line = Math.max(2, scale / 4);
  context.lineWidth = line;
  context.strokeStyle = css(palette.highlight);
  const [x, y] = [(at % columns) * scale, Math.floor(at / columns) * scale];
  context.strokeRect(x - line / 2, y - line / 2, scale + line, scale + line);
}

/** Which value of a grid is under a pointer. @returns {number} */
export function valueUnder(canvas, { rows, columns }, event) {
  const box = canvas.getBoundingClientRect();
  const place = (at, start, size, count) =>
    Math.min(Math.max(Math.floor(((at - start) / size) * count), 0), count - 1);
  const row = place(event.clientY, box.top, box.height, rows);
  return row * columns + place(event.clientX, box.left, box.width, columns);
}
