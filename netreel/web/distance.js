/**
 * Exact Euclidean distances on a mask: P. Felzenszwalb and D. Huttenlocher, Distance transforms
 * of sampled functions, 2012.
 * @module
 */

/** A mask or picture, row by row. @typedef {{rows: number, columns: number, values: any}} Plane */

/**
 * The distance of each pixel to the nearest that is 0; where there is none, Infinity.
 * @param {Plane} mask
 * @returns {Float64Array}
 */
export function distancesToZero({ rows, columns, values }) {
  const squares = Float64Array.from(values, (value) => (value ? Infinity : 0));
  const side = Math.max(rows, columns);
  const room = { line: new Float64Array(side), peaks: new Int32Array(side), ends: new Float64Array(side + 1) };
  for (let column = 0; column < columns; column++) lowerEnvelope(squares, column, columns, rows, room);
  for (let row = 0; row < rows; row++) lowerEnvelope(squares, row * columns, 1, columns, room);
  return squares.map(Math.sqrt);
}

/** Replace a line of squares, from `start` on by `step`, by its smallest parabolas. */
function lowerEnvelope(squares, start, step, length, { line, peaks, ends }) {
  for (let i = 0; i < length; i++) line[i] = squares[start + i * step];
  let top = -1;
  for (let i = 0; i < length; i++) {
    if (line[i] === Infinity) continue;
    let cross = -Infinity;
    while (top >= 0) {
      const peak = peaks[top];
      cross = (line[i] + i * i - line[peak] - peak * peak) / (2 * (i - peak));
      if (cross > ends[top]) break;
      top--;
    }
    peaks[++top] = i;
    ends[top] = top ? cross : -Infinity;
  }
  if (top < 0) return;
  ends[top + 1] = Infinity;
  for (let i = 0, k = 0; i < length; i++) {
    while (ends[k + 1] < i) k++;
    squares[start + i * step] = (i - peaks[k]) ** 2 + line[peaks[k]];
  }
}
