/**
 * One neuron from near: its weights and what they meet, its sum, its activation.
 * @module
 */
import { functionName, isElementwise } from "./activations.js";
import { BarList } from "./bar-list.js";
import { byId, element, fillSelect } from "./dom.js";
import { activationLimit, symmetricLimit } from "./encoding.js";
import { drawGrid, valueUnder } from "./grids.js";
import { contributions, incomingWeights, weightOf } from "./network.js";
import { sumOf } from "./sums.js";
import { inputName, neuronName, written } from "./words.js";

const mostRows = 8;

/** The panel of the chosen neuron. */
export class Inspector {
  /**
   * @param {object} told
   * @param {(layer: number, neuron: number) => void} told.choose
   * @param {(wire: {layer: number, from: number, to: number} | null) => void} told.light
   * @param {(input: number) => void} told.bring an input into view
   */
  constructor(told) {
    this.told = told;
    this.marked = -1;
    this.bars = new BarList(byId("sum-bars"), {
      over: (from) => this.#light(from),
      chosen: (from) => this.#follow(from),
    });
    byId("layer").addEventListener("change", () => told.choose(Number(byId("layer").value), 0));
    byId("neuron").addEventListener("change", () => this.#typed());
    for (const id of ["grid-weights", "grid-inputs", "grid-products"]) this.#listen(byId(id));
  }

  #typed() {
    const field = byId("neuron");
    const neuron = Math.round(Number(field.value));
    if (neuron >= 0 && neuron <= Number(field.max)) this.told.choose(this.view.selected.layer, neuron);
    else field.value = String(this.view.selected.neuron);
  }

  #listen(canvas) {
    const shape = () => ({ rows: this.view.network.imageShape[0], columns: this.view.network.imageShape[1] });
    canvas.addEventListener("pointermove", (event) => this.#light(valueUnder(canvas, shape(), event)));
    canvas.addEventListener("pointerleave", () => this.#light(-1));
    canvas.addEventListener("click", (event) => this.told.bring(valueUnder(canvas, shape(), event)));
  }

  /** @param {import("./diagram.js").View} view */
  show(view) {
    this.view = view;
    const { network, selected } = view;
    const { layer, neuron } = selected;
    fillSelect(byId("layer"), layerNames(network), layer);
    Object.assign(byId("neuron"), { max: String(network.sizes[layer] - 1), value: String(neuron) });
    byId("neuron-name").textContent = neuronName(network, layer, neuron);
    byId("no-reading").hidden = Boolean(view.trace);
    for (const id of ["equation", "sum-bars"]) byId(id).hidden = !view.trace;
    this.#showGrids();
    if (!view.trace) return;
    if (layer === 0) this.#showInput();
    else this.#showSum();
  }

  #showSum() {
    const { network, trace, selected } = this.view;
    const { layer, neuron } = selected;
    const { biases, activation } = network.layers[layer - 1];
    const sum = sumOf(contributions(network, trace, layer, neuron), biases[neuron], mostRows);
    const before = trace.activations[layer - 1];
    byId("equation").replaceChildren(...equation(sum, activation, trace.activations[layer][neuron]));
    this.bars.show({
      rows: sum.rows.map(({ from, value }) => ({
        from,
        value,
        name: neuronName(network, layer - 1, from),
        how: `${written(weightOf(network, layer, neuron, from), sum.decimals + 1)} × ${written(before[from], sum.decimals + 1)}`,
      })),
      rest: sum.rest,
      bias: sum.bias,
      total: sum.z,
      decimals: sum.decimals,
      room: Math.min(before.length, mostRows + 1) + 2,
    });
  }

  #showInput() {
    const { network, trace, selected } = this.view;
    const a = trace.activations[0][selected.neuron];
    const rows = Array.from({ length: network.sizes[1] }, (_, to) => {
      const weight = weightOf(network, 1, to, selected.neuron);
      return { from: to, value: weight * a, name: neuronName(network, 1, to), how: `${written(weight, 3)} × ${written(a, 3)}` };
    });
    rows.sort((x, y) => Math.abs(y.value) - Math.abs(x.value) || x.from - y.from);
    const name = inputName(network, selected.neuron);
    byId("equation").replaceChildren(
      element("p", { class: "sentence", textContent: `${name} is ${written(a, 3)}. It goes to ${rows.length} neurons, and counts there:` }),
    );
    this.bars.show({ rows: rows.slice(0, mostRows + 4), decimals: 2 });
  }

  #showGrids() {
    const { network, trace, selected } = this.view;
    const { layer, neuron } = selected;
    const isShown = Boolean(network.imageShape) && layer <= 1;
    byId("grids").hidden = !isShown;
    if (!isShown) return;
    const [rows, columns] = network.imageShape;
    for (const id of ["grid-weights", "grid-products"]) byId(id).parentElement.hidden = layer === 0;
    for (const sign of document.querySelectorAll("#grids .sign")) sign.hidden = layer === 0;
    const marked = layer === 0 ? neuron : this.marked;
    const inputs = trace?.activations[0] ?? new Float64Array(rows * columns);
    drawGrid(byId("grid-inputs"), { rows, columns, values: inputs }, { kind: "activation", limit: activationLimit(inputs), marked });
    if (layer === 0) return;
    const weights = incomingWeights(network, layer, neuron);
    drawGrid(byId("grid-weights"), { rows, columns, values: weights }, { kind: "weight", limit: symmetricLimit(weights), marked });
    const products = weights.map((weight, i) => weight * inputs[i]);
    drawGrid(byId("grid-products"), { rows, columns, values: products }, { kind: "weight", limit: symmetricLimit(products), marked });
  }

  #light(from) {
    if (this.marked === from) return;
    this.marked = from;
    const { layer, neuron } = this.view.selected;
    const wire = layer ? { layer, from, to: neuron } : { layer: 1, from: neuron, to: from };
    this.told.light(from < 0 ? null : wire);
    if (layer) this.#showGrids();
  }

  #follow(from) {
    const { layer } = this.view.selected;
    if (layer === 1) this.told.bring(from);
    else this.told.choose(layer ? layer - 1 : 1, from);
  }
}

/** What the layers are called. */
function layerNames(network) {
  const last = network.sizes.length - 1;
  return network.sizes.map((_, layer) =>
    layer === 0 ? "Inputs" : layer === last ? "Outputs" : last === 2 ? "Hidden" : `Layer ${layer}`,
  );
}

/** z = sum + bias, and the activation, in large figures. */
function equation({ products, bias, z, decimals }, activation, a) {
  const part = (role, value, name) =>
    element("span", { class: `part ${role}` }, element("b", { textContent: value }), element("small", { textContent: name }));
  const sign = (text) => element("span", { class: "operator", textContent: text });
  const isLone = isElementwise(activation);
  const called = isLone ? `${functionName(activation)}(z)` : `${activation} of all z`;
  return [
    element(
      "div",
      { class: "line" },
      part("product", written(products, decimals), "sum of w × a"),
      sign(bias < 0 ? "−" : "+"),
      part("bias", written(Math.abs(bias), decimals), "bias"),
      sign("="),
      part("sum", written(z, decimals), "z"),
      sign("→"),
      part("activation", written(a, Math.max(decimals, 2)), called),
    ),
  ];
}
