/**
 * What is written in the diagram: what a column is, which inputs, and the outputs' bars.
 * @module
 */
import { css } from "./encoding.js";
import { counted, written } from "./words.js";

/** @typedef {import("./diagram.js").Diagram} Diagram */

const setFont = (context, diagram, size, weight = 400) =>
  (context.font = `${weight} ${size}px ${diagram.font}`);

/** Above each column: how many neurons it has. @param {Diagram} diagram */
export function drawHeads(context, palette, diagram) {
  const { network } = diagram.view;
  const narrow = diagram.width < 560;
  setFont(context, diagram, narrow ? 12 : 14);
  context.fillStyle = css([...palette.text, 0.75]);
  context.textBaseline = "middle";
  diagram.places.columns.forEach((column, layer) => {
    context.textAlign = "center";
    const count = network.sizes[layer];
    const noun = layer ? "neuron" : network.imageShape ? "pixel" : "input";
    context.fillText(narrow ? count.toLocaleString("en") : counted(count, noun), column[0].x, 14);
  });
}

/** Beside the inputs their numbers or names, and what an ellipsis leaves out. @param {Diagram} diagram */
export function drawNames(context, palette, diagram) {
  const { places, view } = diagram;
  const narrow = diagram.width < 560;
  context.textBaseline = "middle";
  places.columns.forEach((column, layer) => {
    for (const slot of column) {
      if (slot.neuron < 0) drawGap(context, palette, diagram, slot, narrow, layer);
      else if (layer === 0) {
        setFont(context, diagram, narrow ? 11 : 13);
        context.textAlign = "right";
        context.fillStyle = css([...palette.text, 0.75]);
        const name = view.network.imageShape ? String(slot.neuron) : view.network.inputNames[slot.neuron] ?? String(slot.neuron);
        fitted(context, name, slot.x - places.radius - 6, slot.y, slot.x - places.radius - 8);
      }
    }
  });
}

function drawGap(context, palette, diagram, { x, y, hidden }, narrow, layer) {
  context.fillStyle = css([...palette.text, 0.75]);
  for (const off of [-5, 0, 5]) {
    context.beginPath();
    context.arc(x, y + off, 1.5, 0, 2 * Math.PI);
    context.fill();
  }
  setFont(context, diagram, narrow ? 11 : 12);
  context.textAlign = layer === 0 ? "right" : "left";
  if (layer > 0 || !narrow) context.fillText(`${hidden.toLocaleString("en")} more`, x + (layer ? 8 : -8), y);
}

/** Write a text, cut where there is no room for all of it. */
function fitted(context, text, x, y, room) {
  const letters = Array.from(text);
  while (letters.length > 1 && context.measureText(letters.join("")).width > room)
    letters.splice(letters.at(-1) === "…" ? -2 : -1, 2, "…");
  context.fillText(letters.join(""), x, y);
}

/** Beside the outputs: label, bar, value; what counts as the answer is boxed. @param {Diagram} diagram */
export function drawBars(context, palette, diagram, limit) {
  const { places, view } = diagram;
  const last = view.network.sizes.length - 1;
  const width = diagram.width;
  const narrow = width < 560;
  const [values, size] = [diagram.seen(last), narrow ? 13 : 16];
  const start = places.barStart;
  setFont(context, diagram, size, 600);
  const widest = Math.max(...[...places.at[last].keys()].map((n) => context.measureText(view.network.labels[n]).width));
  const labelRoom = Math.min(widest + 12, (width - start) * 0.55);
  const barRoom = width - start - labelRoom - (narrow ? 44 : 58);
  const arrived = diagram.front >= last && view.trace;
  for (const [neuron, { y }] of places.at[last]) {
    const counts = arrived && view.answer.includes(neuron);
    context.textAlign = "left";
    context.textBaseline = "middle";
    setFont(context, diagram, size, counts ? 600 : 400);
    context.fillStyle = css([...palette.text, counts ? 1 : 0.75]);
    fitted(context, view.network.labels[neuron], start + 8, y, labelRoom - 6);
    if (!view.trace) continue;
    const share = Math.min(Math.max(values[neuron] / limit, -1), 1);
    context.fillStyle = css(share < 0 ? palette.negative : palette.on, counts ? 1 : 0.55);
    context.fillRect(start + labelRoom + 4, y - size / 3, Math.max(Math.abs(share) * barRoom, 1), (size * 2) / 3);
    setFont(context, diagram, narrow ? 12 : 14, counts ? 600 : 400);
    context.fillStyle = css([...palette.text, counts ? 1 : 0.75]);
    context.textAlign = "right";
    context.fillText(written(values[neuron]), width - 6, y);
    if (counts) boxed(context, palette, start, y, width - start - 1, size);
  }
}

function boxed(context, palette, x, y, width, size) {
  context.strokeStyle = css(palette.highlight);
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(x, y - size * 0.78, width, size * 1.56, 5);
  context.stroke();
}
