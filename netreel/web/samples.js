/**
 * The sample digits that a page brings along, and which inputs are worth showing.
 * @module
 */
import { bytesOf, unpacked } from "./bytes.js";
import { mostInputs } from "./places.js";
import { resampled } from "./preparation.js";

const brightEnough = 0.6;

/**
 * @typedef {object} Sample
 * @property {number} digit
 * @property {number} sample its number among those of its digit, -1 for one that tears the network
 * @property {number} label of the output that is right, -1 where none is
 * @property {Float64Array} values in the network's shape
 */

/** The page's samples. @returns {Sample[]} */
export function samplesOf({ samples }, network) {
  if (!network.imageShape || !samples) return [];
  const [rows, columns] = network.imageShape;
  const size = samples.rows * samples.columns;
  const bytes = unpacked(bytesOf(samples.pixels), size * samples.labels.length);
  return samples.labels.map((known, i) => {
    const values = Float64Array.from(bytes.subarray(i * size, (i + 1) * size), (byte) => byte / 255);
    const plane = resampled({ rows: samples.rows, columns: samples.columns, values }, rows, columns);
    return { ...known, values: plane.values };
  });
}

/** The first of the inputs side by side that are brightest together. */
export function brightest(x, network) {
  const count = network.sizes[0];
  if (!x || count <= mostInputs) return 0;
  const sizes = x.map((value) => Math.min(Math.abs(value), brightEnough));
  let [best, first, last] = [-1, 0, 0];
  for (let start = 0; start + mostInputs <= count; start++) {
    const lit = sizes.subarray(start, start + mostInputs).reduce((sum, size) => sum + size, 0);
    if (lit > best + 1e-9) [best, first, last] = [lit, start, start];
    else if (lit > best - 1e-9 && start === last + 1) last = start;
  }
  return (first + last) >> 1;
}
