/**
 * Why this and not that? What speaks for one output against another.
 * @module
 */
import { BarList } from "./bar-list.js";
import { byId, fillSelect } from "./dom.js";
import { symmetricLimit } from "./encoding.js";
import { drawGrid } from "./grids.js";
import { inputSlopes, weightOf } from "./network.js";
import { sumOf } from "./sums.js";
import { neuronName, shortened, written } from "./words.js";

const mostEvidence = 6;

/**
 * How each neuron before the outputs counts for one against another: exact.
 * @returns {{products: Float64Array, bias: number}} they add up to z of one minus z of the other
 */
export function difference(network, trace, one, other) {
  const layer = network.layers.length;
  const before = trace.activations[layer - 1];
  const products = Float64Array.from(before, (a, from) =>
    (weightOf(network, layer, one, from) - weightOf(network, layer, other, from)) * a);
  const { biases } = network.layers[layer - 1];
  return { products, bias: biases[one] - biases[other] };
}

/** The gradient of the difference of two z by each input, times the input. */
export function inputEvidence(network, trace, one, other) {
  const counts = new Float64Array(network.sizes.at(-1));
  counts[one] = 1;
  counts[other] = -1;
  const slopes = inputSlopes(network, trace, counts);
  return slopes.map((slope, i) => slope * trace.activations[0][i]);
}

/** The panel "Why not 9?". */
export class Compare {
  /** @param {{changed: () => void, choose: (layer: number, neuron: number) => void}} told */
  constructor(told) {
    this.told = told;
    /** @type {[number, number] | null} null: the two largest outputs */
    this.pair = null;
    const chosen = (from) => told.choose(this.view.network.layers.length - 1, from);
    this.bars = new BarList(byId("compare-bars"), { over: () => {}, chosen });
    for (const id of ["compare-one", "compare-other"])
      byId(id).addEventListener("change", () => {
        this.pair = [Number(byId("compare-one").value), Number(byId("compare-other").value)];
        told.changed();
      });
  }

  /** @param {import("./diagram.js").View} view */
  show(view) {
    this.view = view;
    const { network, trace, order } = view;
    const isPossible = Boolean(trace) && network.sizes.at(-1) > 1;
    byId("compare-body").hidden = !isPossible;
    byId("compare-title").textContent = isPossible ? `Why not ${this.#name(this.#pair()[1])}?` : "Why not another?";
    if (!isPossible) return;
    const [one, other] = this.#pair();
    const names = network.labels.map((label) => shortened(label, 24));
    fillSelect(byId("compare-one"), names, one);
    fillSelect(byId("compare-other"), names, other);
    this.#showSum(one, other);
    this.#showInputs(one, other);
    byId("compare-same").hidden = one !== other || order.length < 2;
  }

  #pair() {
    return this.pair ?? [this.view.order[0], this.view.order[1]];
  }

  #name(output) {
    return shortened(this.view.network.labels[output]);
  }

  #showSum(one, other) {
    const { network, trace } = this.view;
    const { products, bias } = difference(network, trace, one, other);
    const sum = sumOf(products, bias, mostEvidence);
    const layer = network.layers.length - 1;
    const rows = sum.rows.map(({ from, value }) => ({ from, value, name: neuronName(network, layer, from), how: "" }));
    const [first, second] = [one, other].map((output) => this.#name(output));
    const lead = written(Math.abs(sum.z), sum.decimals);
    byId("compare-sentence").textContent =
      sum.z === 0 ? `Nothing sets ${first} apart from ${second}.`
        : `${sum.z > 0 ? first : second} leads by ${lead} before the activation. Blue speaks for ${first}, red for ${second}:`;
    this.bars.show({ ...sum, rows, total: sum.z, sum: "lead", room: Math.min(products.length, mostEvidence + 1) + 2 });
  }

  #showInputs(one, other) {
    const { network, trace } = this.view;
    byId("compare-inputs").hidden = !network.imageShape;
    if (!network.imageShape) return;
    const [rows, columns] = network.imageShape;
    const values = inputEvidence(network, trace, one, other);
    drawGrid(byId("compare-grid"), { rows, columns, values }, { kind: "weight", limit: symmetricLimit(values) });
  }
}
