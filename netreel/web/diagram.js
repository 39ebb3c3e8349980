/**
 * The network: neurons as bright as their activations, lines by their weights, outputs as bars.
 * @module
 */
import {
  activationColour, activationLimits, connectionLimit, connectionWidth, css,
  paletteOf, symmetricLimit, weightColour,
} from "./encoding.js";
import { incomingWeights } from "./network.js";
import { placesOf } from "./places.js";
import { NeuronButtons } from "./neuron-buttons.js";
import { drawBars, drawHeads, drawNames } from "./diagram-letters.js";

const faint = 0.12;
const layerSeconds = 0.55;

/**
 * What a diagram shows.
 * @typedef {object} View
 * @property {import("./network.js").Network} network
 * @property {import("./network.js").Trace | null} trace null where nothing is read
 * @property {"weight" | "product"} mode
 * @property {number} firstInput
 * @property {number[]} order outputs from the largest down
 * @property {number[]} answer outputs that count
 * @property {{layer: number, neuron: number}} selected
 * @property {boolean} isFocused whether its lines stand out
 */

/** Draws a view into a canvas, with a button over each neuron. */
export class Diagram {
  /**
   * @param {HTMLElement} root holds a canvas
   * @param {(layer: number, neuron: number) => void} choose
   */
  constructor(root, choose) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.buttons = new NeuronButtons(root, choose, (over) => this.point(over));
    this.over = null;
    this.wire = null;
    this.front = Infinity;
    this.limits = new Map();
    new ResizeObserver(() => {
      if (this.view && root.clientWidth !== this.width) this.place();
    }).observe(root);
  }

  /** Show a view; with `travel`, activations go from layer to layer. @param {View} view */
  show(view, travel = false) {
    const before = this.view;
    this.view = view;
    if (!before || !sameChoice(before, view)) this.place();
    if (travel && view.trace) this.#travel(before?.trace ?? null);
    else if (this.front === Infinity || !view.trace) this.#arrive();
    else this.draw();
  }

  /** Lay all out anew, as wide as the page has room. */
  place() {
    const { view, root } = this;
    this.width = root.clientWidth;
    this.font = getComputedStyle(root).fontFamily;
    this.places = placesOf(view.network, view, this.width);
    this.canvas.style.height = `${this.places.height}px`;
    this.buttons.place(this.places, view);
    this.draw();
  }

  /** Mark the wire from an input to the selected neuron. */
  light(wire) {
    this.wire = wire;
    this.draw();
  }

  /** Mark a neuron under the pointer. */
  point(over) {
    this.over = over;
    this.draw();
  }

  #travel(from) {
    cancelAnimationFrame(this.frame);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.#arrive();
    this.from = from;
    const start = performance.now();
    const step = (now) => {
      this.front = Math.max(now - start, 0) / 1000 / layerSeconds;
      if (this.front >= this.view.network.layers.length + 0.2) return this.#arrive();
      this.draw();
      this.frame = requestAnimationFrame(step);
    };
    this.front = 0;
    this.frame = requestAnimationFrame(step);
  }

  #arrive() {
    cancelAnimationFrame(this.frame);
    this.front = Infinity;
    this.from = null;
    this.draw();
    this.buttons.name(this.view);
  }

  /** The activations of a layer as they are seen while a signal travels. */
  seen(layer) {
    const trace = this.front >= layer ? this.view.trace : this.from;
    return trace ? trace.activations[layer] : new Float64Array(this.view.network.sizes[layer]);
  }

  /** Every line that is drawn: its two neurons, and what it shows. */
  *lines() {
    const { at } = this.places;
    for (let layer = 1; layer < at.length; layer++) {
      const before = this.seen(layer - 1);
      for (const to of at[layer].keys()) {
        const weights = incomingWeights(this.view.network, layer, to);
        for (const from of at[layer - 1].keys()) {
          const value = this.view.mode === "weight" ? weights[from] : weights[from] * before[from];
          yield { layer, from, to, value };
        }
      }
    }
  }

  #limit(layer) {
    const { weights, inputs } = this.view.network.layers[layer - 1];
    if (this.view.mode === "product") {
      const before = this.seen(layer - 1);
      return symmetricLimit(weights.map((weight, i) => weight * before[i % inputs]));
    }
    if (!this.limits.has(weights)) this.limits.set(weights, connectionLimit(weights));
    return this.limits.get(weights);
  }

  /** Draw everything, into the canvas or another context. */
  draw(context = this.places && this.#context()) {
    const { view, canvas } = this;
    if (!context) return;
    const palette = paletteOf(getComputedStyle(canvas));
    context.clearRect(0, 0, this.width, this.places.height);
    this.drawLines(context, palette);
    const limits = activationLimits(view.network.sizes.map((_, layer) => this.seen(layer)));
    this.#drawNeurons(context, palette, limits);
    drawHeads(context, palette, this);
    drawNames(context, palette, this);
    drawBars(context, palette, this, limits.at(-1));
  }

  /** Up to what size activations of the hidden layers are drawn, and those of the outputs. */
  get scale() {
    const limits = activationLimits(this.view.trace?.activations ?? [[0], [0]]);
    return { hidden: limits.at(-2), outputs: limits.at(-1) };
  }

  #context() {
    const { canvas } = this;
    const [width, height] = [this.width, this.places.height].map((side) =>
      Math.round(side * devicePixelRatio),
    );
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    return context;
  }

  /** Draw the connections, the strongest on top. */
  drawLines(context, palette) {
    const { at, radius } = this.places;
    const limits = at.map((_, layer) => (layer ? this.#limit(layer) : 0));
    const strength = (line) => Math.abs(line.value) / limits[line.layer];
    const lines = [...this.lines()].filter((line) => line.value);
    lines.sort((a, b) => this.#stress(a) - this.#stress(b) || strength(a) - strength(b));
    for (const line of lines) {
      const [from, to] = [at[line.layer - 1].get(line.from), at[line.layer].get(line.to)];
      const limit = limits[line.layer];
      context.strokeStyle = css(weightColour(palette, line.value, limit), this.#stress(line));
      context.lineWidth = connectionWidth(line.value, limit) * (this.#isLit(line) ? 2 : 1);
      context.setLineDash(palette.isPaper && line.value < 0 ? [4, 3] : []);
      context.beginPath();
      context.moveTo(from.x + radius, from.y);
      context.lineTo(to.x - radius, to.y);
      context.stroke();
      if (this.#isPassing(line.layer)) this.#head(context, palette, line, from, to, limit);
    }
    context.setLineDash([]);
  }

  /** How strongly a line is drawn: 1 for what is talked about. */
  #stress(line) {
    if (this.#isPassing(line.layer)) return faint;
    const { selected, isFocused } = this.view;
    if (!isFocused) return 1;
    const { layer, neuron } = selected;
    const isIncoming = line.layer === layer && line.to === neuron;
    const isOutgoing = layer === 0 && line.layer === 1 && line.from === neuron;
    return isIncoming || isOutgoing ? 1 : faint;
  }

  #isLit({ layer, from, to }) {
    const { wire } = this;
    return Boolean(wire) && wire.layer === layer && wire.from === from && wire.to === to;
  }

  #isPassing(layer) {
    return this.front > layer - 1 && this.front < layer;
  }

  /** The part of a line where the signal is: as strong as weight times activation. */
  #head(context, palette, line, from, to, limit) {
    const level = Math.min(Math.abs(this.seen(line.layer - 1)[line.from]), 1);
    if (level < 0.05) return;
    const share = this.front - (line.layer - 1);
    const place = (along) => [
      from.x + (to.x - from.x) * along,
      from.y + (to.y - from.y) * along,
    ];
    context.strokeStyle = css(weightColour(palette, line.value, limit), level);
    context.beginPath();
    context.moveTo(...place(Math.max(share - 0.18, 0)));
    context.lineTo(...place(share));
    context.stroke();
  }

  #drawNeurons(context, palette, limits) {
    this.places.at.forEach((slots, layer) => {
      const values = this.seen(layer);
      for (const [neuron, { x, y }] of slots) {
        const colour = activationColour(palette, values[neuron], limits[layer]);
        this.#disc(context, palette, x, y, colour, this.#role(layer, neuron));
      }
    });
  }

  #role(layer, neuron) {
    const is = (place) => place?.layer === layer && place.neuron === neuron;
    if (is(this.view.selected)) return "selected";
    if (is(this.over)) return "over";
    const isWired = this.wire?.layer === layer + 1 && this.wire.from === neuron;
    return isWired ? "selected" : "";
  }

  #disc(context, palette, x, y, colour, role) {
    context.beginPath();
    context.arc(x, y, this.places.radius, 0, 2 * Math.PI);
    context.fillStyle = css(colour);
    context.fill();
    context.lineWidth = role === "selected" ? 3 : role === "over" ? 2 : 1;
    context.strokeStyle = css(role ? palette.highlight : [...palette.text, 0.5]);
    context.stroke();
  }
}

/** Whether the same neurons are shown. */
function sameChoice(before, view) {
  const outputs = view.network.sizes.at(-1);
  return (
    before.network === view.network &&
    before.firstInput === view.firstInput &&
    before.selected === view.selected &&
    (outputs <= 20 || before.order.join() === view.order.join())
  );
}
