/**
 * A drawing: strokes of a round pen, and the ink that they leave on a plane of hard pixels.
 *
 * The paper is `paperSide` units wide, its plane `margin` pixels wider on each side: netcore's
 * preparation, which looks for the edges of paper, then has nothing to find there.
 * @module
 */
import { bytesOfAddress, addressOf } from "./bytes.js";

export const paperSide = 140;
export const margin = 28;
export const planeSide = paperSide + 2 * margin;
export const thinnestPen = 4;
export const thickestPen = 24;
export const usualPen = 12;
const mostBytes = 60000;
const perUnit = 4;
const afar = 128;

/**
 * @typedef {{width: number, points: number[]}} Stroke x and y in turn, in quarters of a unit
 * @typedef {{ink: Uint8Array}} Picture a mask of the paper's size, such as a pasted picture's
 */

/** A drawing that grows by points, and its plane of ink. */
export class Drawing {
  constructor() {
    /** @type {(Stroke | Picture)[]} */
    this.strokes = [];
    this.values = new Uint8Array(planeSide * planeSide);
  }

  /** Its ink. @returns {import("./distance.js").Plane} */
  get plane() {
    return { rows: planeSide, columns: planeSide, values: this.values };
  }

  get isEmpty() {
    return this.strokes.length === 0;
  }

  /** @param {number} width of the pen, in units */
  begin(x, y, width) {
    const stroke = { width, points: [inQuarters(x), inQuarters(y)] };
    this.strokes.push(stroke);
    this.#trace(stroke);
  }

  /** Go on with the last stroke. */
  extend(x, y) {
    const { points, width } = /** @type {Stroke} */ (this.strokes.at(-1));
    points.push(inQuarters(x), inQuarters(y));
    this.#trace({ width, points: points.slice(-4) });
  }

  /** @param {Uint8Array} ink */
  addPicture(ink) {
    this.strokes.push({ ink });
    this.#lay(ink);
  }

  undo() {
    this.strokes.pop();
    this.redraw();
  }

  clear() {
    this.strokes = [];
    this.values.fill(0);
  }

  redraw() {
    this.values.fill(0);
    for (const stroke of this.strokes) {
      if ("ink" in stroke) this.#lay(stroke.ink);
      else this.#trace(stroke);
    }
  }

  #trace({ points, width }) {
    const [x, y] = points;
    if (points.length === 2) this.#stamp(x, y, x, y, width);
    for (let i = 2; i < points.length; i += 2)
      this.#stamp(points[i - 2], points[i - 1], points[i], points[i + 1], width);
  }

  #lay(ink) {
    for (let row = 0; row < paperSide; row++)
      for (let column = 0; column < paperSide; column++)
        if (ink[row * paperSide + column])
          this.values[(row + margin) * planeSide + column + margin] = 1;
  }

  /** Ink all pixels of the paper whose middle is within half the width of a line. */
  #stamp(x0, y0, x1, y1, width) {
    const radius = width / 2;
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy || 1;
    const first = (a, b) => Math.max(0, Math.floor(Math.min(a, b) - radius));
    const last = (a, b) => Math.min(paperSide - 1, Math.ceil(Math.max(a, b) + radius));
    for (let row = first(y0, y1); row <= last(y0, y1); row++)
      for (let column = first(x0, x1); column <= last(x0, x1); column++) {
        const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
        const along = Math.min(Math.max((px * dx + py * dy) / length, 0), 1);
        const [offX, offY] = [px - along * dx, py - along * dy];
        if (offX * offX + offY * offY <= radius * radius)
          this.values[(row + margin) * planeSide + column + margin] = 1;
      }
  }
}

/** The paper alone, without the margin. @param {import("./distance.js").Plane} plane */
export function paperOf({ values }) {
  const paper = new Float64Array(paperSide * paperSide);
  for (let row = 0; row < paperSide; row++) {
    const start = (row + margin) * planeSide + margin;
    paper.set(values.subarray(start, start + paperSide), row * paperSide);
  }
  return { rows: paperSide, columns: paperSide, values: paper };
}

const inQuarters = (value) => Math.round(Math.min(Math.max(value, 0), paperSide) * perUnit) / perUnit;

/** A drawing as text for an address. @param {Drawing} drawing */
export function drawingToText(drawing) {
  const bytes = [];
  for (const stroke of drawing.strokes) {
    const body = "ink" in stroke ? runsOf(stroke.ink) : stepsOf(stroke.points);
    bytes.push("ink" in stroke ? 0 : Math.round(stroke.width), body.length & 255, body.length >> 8);
    for (const byte of body) bytes.push(byte);
  }
  return addressOf(Uint8Array.from(bytes));
}

/** Each point as how far it is from the one before, a byte a coordinate, or where it is. */
function stepsOf(points) {
  const bytes = [];
  let before = [-Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const place = [points[i] * perUnit, points[i + 1] * perUnit];
    const step = place.map((value, axis) => value - before[axis]);
    if (step.every((size) => Math.abs(size) < afar)) bytes.push(...step.map((size) => size + afar));
    else bytes.push(0, ...place.flatMap((value) => [value & 255, value >> 8]));
    before = place;
  }
  return bytes;
}

/** Undo `stepsOf`; null where a point is not on the paper. */
function pointsOf(bytes) {
  const points = [];
  let place = [NaN, NaN];
  for (let i = 0; i < bytes.length; ) {
    if (bytes[i] === 0) {
      place = [bytes[i + 1] + 256 * bytes[i + 2], bytes[i + 3] + 256 * bytes[i + 4]];
      i += 5;
    } else {
      place = [place[0] + bytes[i] - afar, place[1] + bytes[i + 1] - afar];
      i += 2;
    }
    if (!place.every((value) => value >= 0 && value <= paperSide * perUnit)) return null;
    points.push(...place.map((value) => value / perUnit));
  }
  return points;
}

/** How many pixels are empty, inked, empty, ..., each in two bytes. */
function runsOf(ink) {
  const runs = [];
  for (let at = 0, value = 0; at < ink.length; value = 1 - value) {
    let end = at;
    while (end < ink.length && ink[end] === value) end++;
    runs.push((end - at) & 255, (end - at) >> 8);
    at = end;
  }
  return runs;
}

/**
 * The strokes in a text; null where it is nonsense.
 * @param {string} text
 * @returns {(Stroke | Picture)[] | null}
 */
export function strokesOfText(text) {
  const bytes = text.length <= 2 * mostBytes ? bytesOfAddress(text) : null;
  if (!bytes) return null;
  const strokes = [];
  for (let at = 0; at < bytes.length; ) {
    const [width, low, high] = bytes.subarray(at, at + 3);
    const body = bytes.subarray(at + 3, at + 3 + low + 256 * high);
    at += 3 + low + 256 * high;
    if (high === undefined || at > bytes.length || !body.length) return null;
    const stroke = width ? strokeOf(width, body) : pictureOf(body);
    if (!stroke) return null;
    strokes.push(stroke);
  }
  return strokes;
}

function strokeOf(width, body) {
  const points = width >= thinnestPen && width <= thickestPen ? pointsOf(body) : null;
  return points ? { width, points } : null;
}

function pictureOf(runs) {
  const ink = new Uint8Array(paperSide * paperSide);
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const length = runs[i] + 256 * runs[i + 1];
    if (i % 4 === 2) ink.fill(1, at, at + length);
    at += length;
  }
  return at === ink.length ? { ink } : null;
}
