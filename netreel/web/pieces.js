/**
 * Tells the one digit from specks and from other digits, as netcore's preparation does for a
 * drawing: ink is 1, paper 0, and paper is all around.
 * @module
 */
import { distancesToZero } from "./distance.js";

const sameDigit = 0.12;
const nearDigit = 0.25;
const pair = 1.1;
const widest = 1.9;
const leastShare = 0.3;
const leastOfAll = 0.05;
const solid = 0.55;
const manyHoles = 5;
const turnedHoles = 0.15;
const mostCompared = 200;

/**
 * @typedef {import("./distance.js").Plane} Plane
 * @typedef {{label: number, area: number, top: number, bottom: number, left: number, right: number,
 *   height: number, width: number, longest: number}} Blob
 */

/**
 * Numbers the connected pieces, corners included, in the order in which rows meet them.
 * @param {Plane} ink
 * @returns {{labels: Int32Array, blobs: Blob[]}}
 */
export function labelled({ rows, columns, values }) {
  const labels = new Int32Array(rows * columns);
  const queue = new Int32Array(rows * columns);
  const blobs = [];
  for (let first = 0; first < labels.length; first++) {
    if (!values[first] || labels[first]) continue;
    const label = blobs.length + 1;
    let [top, bottom, left, right, count] = [rows, 0, columns, 0, 1];
    queue[0] = first;
    labels[first] = label;
    for (let head = 0; head < count; head++) {
      const row = Math.floor(queue[head] / columns);
      const column = queue[head] - row * columns;
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
      [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
      for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, rows - 1); r++)
        for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, columns - 1); c++) {
          const at = r * columns + c;
          if (values[at] && !labels[at]) {
            labels[at] = label;
            queue[count++] = at;
          }
        }
    }
    blobs.push(measured(label, count, top, bottom, left, right));
  }
  return { labels, blobs };
}

function measured(label, area, top, bottom, left, right) {
  const [height, width] = [bottom - top, right - left];
  return { label, area, top, bottom, left, right, height, width, longest: Math.max(height, width) };
}

/** The box around all that is above a level: ends exclusive; null where nothing is. @param {Plane} plane */
export function boxOf({ rows, columns, values }, level = 0) {
  let [top, bottom, left, right] = [rows, 0, columns, 0];
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++)
      if (values[at] > level) {
        [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
        [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
      }
  return bottom ? { top, bottom, left, right } : null;
}

/** Cut a plane to a box, with `margin` zeros around it. @returns {Plane} */
export function cut({ columns, values }, { top, bottom, left, right }, margin = 0) {
  const [rows, across] = [bottom - top + 2 * margin, right - left + 2 * margin];
  const part = new Float64Array(rows * across);
  for (let row = top; row < bottom; row++)
    part.set(
      values.subarray(row * columns + left, row * columns + right),
      (row - top + margin) * across + margin,
    );
  return { rows, columns: across, values: part };
}

/** The mean width of strokes: four times the mean distance to their nearest side. @param {Plane} ink */
export function strokeWidth(ink) {
  const inside = cut(ink, boxOf(ink), 1);
  const distances = distancesToZero(inside);
  let [sum, count] = [0, 0];
  for (let i = 0; i < distances.length; i++)
    if (inside.values[i]) {
      sum += distances[i] - 0.5;
      count++;
    }
  return (4 * sum) / count;
}

/**
 * The ink of the one digit. Where netcore would refuse the drawing, `doubt` says why and all its
 * ink is kept.
 * @param {Plane} ink
 * @param {number} side of the whole picture that the ink is cut from
 * @returns {{digit: Plane, doubt: string}}
 */
export function keepDigit(ink, side) {
  const { labels, blobs: all } = labelled(ink);
  const blobs = withoutFrames(all);
  const largest = Math.max(0, ...blobs.map((blob) => blob.longest));
  if (largest < 5 || largest < 0.03 * side)
    return { digit: ink, doubt: "only specks" };
  const strokes = { ...ink, values: only(labels, blobs) };
  const groups = grouped(strokes, sameDigit * largest);
  const size = (piece) => piece.longest * Math.sqrt(piece.area);
  const main = groups.blobs.reduce((a, b) => (size(b) > size(a) ? b : a));
  const inside = blobs.filter((blob) => Math.max(...gaps(blob, main)) < 0);
  const near = groups.blobs.filter((piece) => belongs(piece, main));
  const digit = { ...ink, values: only(groups.labels, [main, ...near]) };
  const doubt =
    notAlone(main, groups.blobs) || joined(main, inside) || noPen(digit, strokes, ink, main);
  return doubt ? { digit: ink, doubt } : { digit, doubt: "" };
}

/** Where some of the pieces are. */
function only(labels, blobs) {
  const kept = new Uint8Array(1 + Math.max(0, ...blobs.map((blob) => blob.label)));
  for (const { label } of blobs) kept[label] = 1;
  const values = new Uint8Array(labels.length);
  for (let at = 0; at < labels.length; at++) values[at] = kept[labels[at]] ?? 0;
  return values;
}

function grouped(ink, gap) {
  const box = boxOf(ink);
  const part = cut(ink, box);
  const off = distancesToZero({ ...part, values: part.values.map((value) => 1 - value) });
  const near = labelled({ ...part, values: off.map((far) => (far <= gap / 2 + 0.5 ? 1 : 0)) });
  const labels = new Int32Array(ink.values.length);
  for (let row = 0; row < part.rows; row++)
    for (let column = 0; column < part.columns; column++) {
      const at = (row + box.top) * ink.columns + column + box.left;
      if (ink.values[at]) labels[at] = near.labels[row * part.columns + column];
    }
  return { labels, blobs: blobsOf(labels, ink.columns, near.blobs.length) };
}

function blobsOf(labels, columns, count) {
  const found = Array.from({ length: count }, () => [0, Infinity, 0, Infinity, 0]);
  labels.forEach((label, at) => {
    if (!label) return;
    const blob = found[label - 1];
    const row = Math.floor(at / columns);
    const column = at - row * columns;
    blob[0]++;
    [blob[1], blob[2]] = [Math.min(blob[1], row), Math.max(blob[2], row + 1)];
    [blob[3], blob[4]] = [Math.min(blob[3], column), Math.max(blob[4], column + 1)];
  });
  return found.map((blob, i) => measured(i + 1, ...blob)).filter((blob) => blob.area);
}

function withoutFrames(blobs) {
  const free = blobs.filter((blob) => !blobs.some((other) => frames(blob, other)));
  const largest = Math.max(0, ...free.map((blob) => blob.longest));
  const small = free.filter((b) => b.longest > 0.05 * largest && b.longest < 0.5 * largest);
  if (small.length < manyHoles || small.length > mostCompared) return free;
  const isHole = (blob) => small.filter((other) => linesUp(blob, other)).length >= manyHoles;
  const holes = new Set(small.filter(isHole));
  return free.filter((blob) => !holes.has(blob));
}

function linesUp(blob, other) {
  const sizes = [blob.height / other.height, blob.width / other.width];
  const down = Math.abs(blob.top + blob.bottom - other.top - other.bottom) / 2;
  const right = Math.abs(blob.left + blob.right - other.left - other.right) / 2;
  const off = Math.min(down, right) - turnedHoles * Math.max(down, right);
  return sizes.every((size) => 0.7 < size && size < 1.4) && off < 0.5 * blob.longest;
}

function frames(blob, other) {
  const [down, right] = gaps(other, blob);
  return -down > other.height && -right > other.width && other.longest > 0.3 * blob.longest;
}

/** Rows and columns between two boxes; negative where they overlap. */
function gaps(blob, main) {
  return [
    Math.max(blob.top - main.bottom, main.top - blob.bottom),
    Math.max(blob.left - main.right, main.left - blob.right),
  ];
}

function belongs(blob, main) {
  const near = Math.max(...gaps(blob, main), 0) <= nearDigit * main.longest;
  return blob !== main && near && blob.area >= 0.02 * main.area;
}

function notAlone(main, blobs) {
  const digits = 1 + blobs.filter((blob) => isAnother(blob, main)).length;
  return digits > 1 ? `${digits} digits or large shapes` : "";
}

function isAnother(blob, main) {
  if (blob === main || blob.area < 0.15 * main.area || blob.height < 0.25 * main.height) return false;
  const apart = Math.max(...gaps(blob, main));
  if (blob.height >= 0.5 * main.height) return apart > -0.2 * Math.min(blob.longest, main.longest);
  return apart > nearDigit * main.longest && blob.width <= widest * blob.height;
}

function joined(main, strokes) {
  const tall = strokes.filter((blob) => blob.height >= 0.75 * main.height);
  const apart =
    tall.length > 1 && tall.slice(1).every((blob, i) => gaps(tall[i], blob)[1] > 0);
  return main.width > (apart ? pair : widest) * main.height ? "a shape much wider than tall" : "";
}

function amount({ values }) {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at];
  return sum;
}

function noPen(digit, strokes, ink, main) {
  const all = amount(digit);
  if (all / amount(strokes) < leastShare || all / amount(ink) < leastOfAll) return "ink all over";
  return strokeWidth(digit) > solid * main.longest ? "a solid shape" : "";
}
