/**
 * Planes of numbers as pictures: pixels by brightness, weights and products by colour.
 * @module
 */
import { activationColour, css, paletteOf, weightColour } from "./encoding.js";

/** Widths as they were last seen: to ask for one, the browser lays out the whole page. */
const widths = new WeakMap();
const watcher = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) widths.set(target, contentRect.width);
});

/** How wide a canvas is on the page, in CSS pixels. @param {HTMLCanvasElement} canvas */
export function widthOf(canvas) {
  if (!widths.has(canvas)) watcher.observe(canvas);
  if (!widths.get(canvas)) widths.set(canvas, canvas.clientWidth);
  return widths.get(canvas);
}

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
  const scale = Math.max(1, Math.round((widthOf(canvas) * devicePixelRatio) / columns));
  const [width, height] = [columns * scale, rows * scale];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const colour = kind === "activation" ? activationColour : weightColour;
  const pixels = pixelsOf(values, (value) => onto(palette.off, colour(palette, value, limit)));
  spreadPixels(context, pixels, columns, rows, 0, 0, width, height);
  if (kind === "weight" && palette.isPaper) minuses(context, palette, values, limit, columns, scale);
  if (marked >= 0) frame(context, palette, marked, columns, scale);
}

/** A colour laid on an opaque one. */
function onto(under, [red, green, blue, opacity = 1]) {
  return [red, green, blue].map((part, i) => under[i] + (part - under[i]) * opacity);
}

/** The colours of values, four bytes each. */
function pixelsOf(values, colourOf) {
  const bytes = new Uint8ClampedArray(4 * values.length);
  const empty = colourOf(0);
  for (let at = 0; at < values.length; at++) {
    const [red, green, blue] = values[at] ? colourOf(values[at]) : empty;
    bytes[4 * at] = red;
    bytes[4 * at + 1] = green;
    bytes[4 * at + 2] = blue;
    bytes[4 * at + 3] = 255;
  }
  return bytes;
}

/** One small canvas for each size. @type {Map<string, CanvasRenderingContext2D>} */
const smallCanvases = new Map();

/** Draw a small picture larger, its pixels as squares. @param {Uint8ClampedArray} bytes */
export function spreadPixels(context, bytes, columns, rows, x, y, width, height) {
  const size = `${columns} ${rows}`;
  if (!smallCanvases.has(size)) {
    const made = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
    smallCanvases.set(size, made.getContext("2d"));
  }
  const small = smallCanvases.get(size);
  small.putImageData(new ImageData(bytes, columns, rows), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small.canvas, x, y, width, height);
}

/** On paper, which may be grey, what is negative has a small minus. */
function minuses(context, palette, values, limit, columns, scale) {
  context.fillStyle = css(palette.off);
  values.forEach((value, at) => {
    if (value >= -0.15 * limit) return;
    const [x, y] = [(at % columns) * scale, Math.floor(at / columns) * scale];
    context.fillRect(x + scale * 0.25, y + scale * 0.42, scale * 0.5, Math.max(1, scale * 0.16));
  });
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
