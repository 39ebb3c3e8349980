/**
 * Which neurons a diagram shows, and where: columns from the inputs to the outputs.
 * @module
 */

export const mostInputs = 16;
const mostNeurons = 20;
const mostOutputs = 14;
const headHeight = 40;
const footHeight = 10;

/**
 * @typedef {object} Slot
 * @property {number} neuron -1 for an ellipsis
 * @property {number} hidden how many an ellipsis stands for
 * @property {number} x in CSS pixels
 * @property {number} y
 *
 * @typedef {object} Places
 * @property {Slot[][]} columns
 * @property {Map<number, Slot>[]} at the slot of each neuron that is shown, by layer
 * @property {number} radius
 * @property {number} height
 * @property {number} barStart where outputs' labels begin
 */

/** @returns {Slot} */
const gapOf = (hidden) => ({ neuron: -1, hidden, x: 0, y: 0 });
const slotOf = (neuron) => ({ neuron, hidden: 0, x: 0, y: 0 });
const range = (start, end) => Array.from({ length: end - start }, (_, i) => slotOf(start + i));

/** Consecutive inputs from `first` on, ellipses for the rest. */
function inputSlots(count, first) {
  if (count <= mostNeurons) return range(0, count);
  const start = Math.min(Math.max(first, 0), count - mostInputs);
  const after = count - start - mostInputs;
  return [
    ...(start ? [gapOf(start)] : []),
    ...range(start, start + mostInputs),
    ...(after ? [gapOf(after)] : []),
  ];
}

/** All, or the first and last with `kept` among them. */
function hiddenSlots(count, kept) {
  if (count <= mostNeurons) return range(0, count);
  const half = mostNeurons / 2;
  const slots = [...range(0, half), gapOf(count - mostNeurons), ...range(count - half, count)];
  if (kept >= half && kept < count - half) slots.splice(half, 1, gapOf(kept - half), slotOf(kept), gapOf(count - half - kept - 1));
  return slots.filter((slot) => slot.neuron >= 0 || slot.hidden);
}

/** All, or the largest in their order. */
function outputSlots(count, order) {
  if (count <= mostNeurons) return range(0, count);
  const shown = order.slice(0, mostOutputs).sort((a, b) => a - b);
  return [...shown.map(slotOf), gapOf(count - mostOutputs)];
}

/**
 * @param {import("./network.js").Network} network
 * @param {{firstInput: number, selected: {layer: number, neuron: number}, order: number[]}} view
 * @param {number} width of the diagram, in CSS pixels
 * @returns {Places}
 */
export function placesOf(network, view, width) {
  const last = network.sizes.length - 1;
  const columns = network.sizes.map((count, layer) => {
    if (layer === 0) return inputSlots(count, view.firstInput);
    if (layer === last) return outputSlots(count, view.order);
    return hiddenSlots(count, view.selected.layer === layer ? view.selected.neuron : -1);
  });
  const most = Math.max(...columns.map((column) => column.length));
  const pitch = width < 560 ? 25 : most > 14 ? 30 : 38;
  const height = headHeight + footHeight + pitch * most;
  const start = network.imageShape ? (width < 560 ? 40 : 84) : Math.min(150, width * 0.27);
  const longest = Math.max(...network.labels.map((label) => label.length));
  const barStart = width - barWidth(width, longest);
  columns.forEach((column, layer) => spread(column, layer / last, pitch, height, start, barStart));
  const at = columns.map((column) => new Map(column.filter((s) => s.neuron >= 0).map((s) => [s.neuron, s])));
  return { columns, at, radius: Math.min(pitch / 2 - 2.5, 13), height, barStart };
}

/** Long labels get more room, as far as there is some. */
function barWidth(width, longest) {
  if (width < 560) return longest > 3 ? 150 : 110;
  return Math.min(longest > 12 ? 360 : 260, width * (longest > 12 ? 0.36 : 0.3));
}

/** Give a column's slots their places, in the middle of the height. */
function spread(column, share, pitch, height, start, barStart) {
  const gap = Math.min(pitch * 1.35, (height - headHeight - footHeight) / column.length);
  const top = headHeight + (height - headHeight - footHeight - gap * column.length) / 2;
  column.forEach((slot, i) => {
    slot.x = start + share * (barStart - 16 - start);
    slot.y = top + gap * (i + 0.5);
  });
}
