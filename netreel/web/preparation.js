/**
 * From a drawing to the pixels that a network knows, as MNIST's digits were made and as netcore
 * does it: the digit, its strokes evened, cut, scaled into a 20-pixel box, centred by its mass.
 * @module
 */
import { distancesToZero } from "./distance.js";
import { boxOf, cut, keepDigit, strokeWidth } from "./pieces.js";
import { paperOf } from "./strokes.js";

export const preparedSide = 28;
export const boxSide = 20;
const massCentre = 14;
const thinnest = 2.6;
const thickest = 4.5;
const faintest = 0.04;

/**
 * @typedef {import("./distance.js").Plane} Plane
 * @typedef {object} Prepared
 * @property {Plane} image 28 x 28, in [0, 1]
 * @property {string} doubt why netcore would refuse the drawing, or ""
 * @property {Plane} box the digit scaled into its box
 * @property {{top: number, bottom: number, left: number, right: number}} from where it was drawn
 * @property {{top: number, left: number}} to where it was put
 */

/**
 * Prepare a drawing; null where nothing is drawn.
 * @param {Plane} drawing ink is 1, paper 0
 * @returns {Prepared | null}
 */
export function prepare(drawing) {
  const inked = boxOf(drawing);
  if (!inked) return null;
  const { digit, doubt } = keepDigit(cut(drawing, inked), Math.max(drawing.rows, drawing.columns));
  const inner = boxOf(digit);
  const from = {
    top: inner.top + inked.top,
    bottom: inner.bottom + inked.top,
    left: inner.left + inked.left,
    right: inner.right + inked.left,
  };
  const strokes = evenStrokes(digit);
  const box = fitBox(cut(strokes, boxOf(strokes, faintest)));
  const to = cornerOf(box);
  return { image: placed(box, to), doubt, box, from, to };
}

/** What the network would see of a drawing as it lies on the paper: shrunk, not moved. */
export function unprepared(drawing) {
  return resampled(paperOf(drawing), preparedSide, preparedSide);
}

/** Widen strokes too thin, and narrow strokes too thick, for 20 pixels. @param {Plane} digit */
export function evenStrokes(digit) {
  const cropped = boxOf(digit, faintest);
  const longest = Math.max(cropped.bottom - cropped.top, cropped.right - cropped.left);
  const unit = longest / boxSide;
  const width = strokeWidth(digit) / unit;
  if (unit < 2) return digit;
  const change = ((Math.min(Math.max(width, thinnest), thickest) - width) / 2) * unit;
  if (Math.abs(change) < 0.5) return digit;
  return change > 0 ? widened(digit, change) : narrowed(digit, -change);
}

/** Only the part around the ink is kept: it is cut to that anyway. */
function widened(digit, change) {
  const part = cut(digit, boxOf(digit), Math.ceil(change) + 1);
  const off = distancesToZero({ ...part, values: part.values.map((value) => (value ? 0 : 1)) });
  const grown = (value, i) => Math.max(value, Math.min(Math.max(change + 1 - off[i], 0), 1));
  return { ...part, values: part.values.map(grown) };
}

function narrowed(digit, change) {
  const part = cut(digit, boxOf(digit), 1);
  const inside = distancesToZero(part);
  const shrunk = (value, i) => Math.min(value, Math.min(Math.max(inside[i] - change, 0), 1));
  return { ...part, values: part.values.map(shrunk) };
}

/** Scale the longest side to 20 pixels, keeping the aspect. @param {Plane} digit */
export function fitBox(digit) {
  const longest = Math.max(digit.rows, digit.columns);
  if (Math.abs(longest - boxSide) <= 1) return digit;
  const side = (length) => Math.max(1, halfToEven((length * boxSide) / longest));
  return scaled(digit, side(digit.rows), side(digit.columns), shares);
}

/** Python's rounding: halves go to the even neighbour. @param {number} value */
export function halfToEven(value) {
  const low = Math.floor(value);
  const part = value - low;
  return part === 0.5 ? low + (low % 2) : Math.round(value);
}

/** The row and column of the first pixel that put the centre of mass in the middle. */
function cornerOf(digit) {
  let [mass, down, right] = [0, 0, 0];
  digit.values.forEach((value, at) => {
    const row = Math.floor(at / digit.columns);
    mass += value;
    down += row * value;
    right += (at - row * digit.columns) * value;
  });
  const first = (sum, size) =>
    Math.min(Math.max(halfToEven(massCentre - sum / mass), 0), preparedSide - size);
  return { top: first(down, digit.rows), left: first(right, digit.columns) };
}

function placed(digit, { top, left }) {
  const values = new Float64Array(preparedSide ** 2);
  for (let row = 0; row < digit.rows; row++)
    values.set(
      digit.values.subarray(row * digit.columns, (row + 1) * digit.columns),
      (row + top) * preparedSide + left,
    );
  return { rows: preparedSide, columns: preparedSide, values };
}

/**
 * A picture at another size by exact area averaging, as `netcore.resampled`.
 * @param {Plane} plane
 * @returns {Plane}
 */
export function resampled(plane, rows, columns) {
  if (plane.rows === rows && plane.columns === columns) return plane;
  return scaled(plane, rows, columns, coveredShares);
}

function scaled(plane, rows, columns, weights) {
  const down = weights(plane.rows, rows);
  const right = weights(plane.columns, columns);
  const narrow = new Float64Array(plane.rows * columns);
  for (let row = 0; row < plane.rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (const [i, share] of right[column]) sum += share * plane.values[row * plane.columns + i];
      narrow[row * columns + column] = sum;
    }
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (const [i, share] of down[row]) sum += share * narrow[i * columns + column];
      values[row * columns + column] = Math.min(Math.max(sum, 0), 1);
    }
  return { rows, columns, values };
}

/** For each new pixel, old ones and their shares: areas when shrinking, linear when growing. */
function shares(old, fresh) {
  const scale = old / fresh;
  return Array.from({ length: fresh }, (_, n) => {
    const centre = (n + 0.5) * scale;
    const inner = Math.min(Math.max(centre, 0.5), old - 0.5);
    const share = (i) =>
      scale >= 1
        ? Math.min(centre + scale / 2, i + 1) - Math.max(centre - scale / 2, i)
        : 1 - Math.abs(inner - i - 0.5);
    return normalised(old, share);
  });
}

function coveredShares(old, fresh) {
  return Array.from({ length: fresh }, (_, n) =>
    normalised(old, (i) => Math.min((n + 1) * old, (i + 1) * fresh) - Math.max(n * old, i * fresh)),
  );
}

function normalised(old, share) {
  const found = [];
  for (let i = 0; i < old; i++) if (share(i) > 0) found.push([i, share(i)]);
  const sum = found.reduce((total, [, part]) => total + part, 0);
  return found.map(([i, part]) => [i, part / sum]);
}
