/**
 * A network of dense layers and its forward pass. Layer 0 is the input; `layers[l - 1]` leads
 * into layer l.
 * @module
 */
import { activate, slopeAt } from "./activations.js";
import { floatsOf } from "./bytes.js";

/**
 * @typedef {object} Layer
 * @property {Float64Array | Float32Array} weights row by row: a row is one neuron's
 * @property {Float64Array | Float32Array} biases
 * @property {number} inputs
 * @property {number} outputs
 * @property {string} activation
 * @property {boolean} [isDead] whether its neurons stay at zero, whatever comes in
 *
 * @typedef {object} Network
 * @property {Layer[]} layers
 * @property {string[]} labels
 * @property {[number, number] | null} imageShape rows and columns
 * @property {string[]} inputNames
 * @property {number[]} sizes
 *
 * @typedef {object} Trace
 * @property {Float64Array[]} activations by layer
 * @property {Float64Array[]} sums by layer; the input has none
 */

/**
 * The network in a page's data.
 * @param {{layers: any[], labels: string[], imageShape: any, inputNames: string[]}} data
 * @returns {Network}
 */
export function readNetwork(data) {
  const layers = data.layers.map((layer) => ({
    ...layer,
    weights: floatsOf(layer.weights, layer.bytes),
    biases: floatsOf(layer.biases, layer.bytes),
  }));
  const { labels, imageShape, inputNames } = data;
  const sizes = [layers[0].inputs, ...layers.map((layer) => layer.outputs)];
  return { layers, labels, imageShape, inputNames, sizes };
}

/**
 * z of one layer: each weighted sum with its bias.
 * @param {Layer} layer
 * @param {Float64Array} a
 * @returns {Float64Array}
 */
function weightedSums(layer, a) {
  const z = new Float64Array(layer.outputs);
  for (let row = 0, at = 0; row < layer.outputs; row++) {
    let sum = 0;
    for (let i = 0; i < layer.inputs; i++, at++) sum += layer.weights[at] * a[i];
    z[row] = sum + layer.biases[row];
  }
  return z;
}

/**
 * Every z and every activation for one input.
 * @param {Network} network
 * @param {Float64Array} x
 * @returns {Trace}
 */
export function forward(network, x) {
  const trace = { activations: [x], sums: [new Float64Array(0)] };
  for (const layer of network.layers) {
    const z = weightedSums(layer, trace.activations.at(-1));
    trace.sums.push(z);
    trace.activations.push(layer.isDead ? new Float64Array(z.length) : activate(layer.activation, z));
  }
  return trace;
}

/** The outputs of a forward pass. @param {Trace} trace */
export function outputsOf(trace) {
  return trace.activations.at(-1);
}

/** Whether all sums stayed within the range of numbers. @param {Trace} trace */
export function isFinitePass(trace) {
  return [...trace.sums, ...trace.activations].every((row) => row.every(Number.isFinite));
}

/** Indices of values from the largest down; equal ones keep their order. @param {Float64Array} values */
export function ranking(values) {
  return Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
}

/** The weight from neuron `from` of the layer before into neuron `to` of `layer`. */
export function weightOf(network, layer, to, from) {
  const { weights, inputs } = network.layers[layer - 1];
  return weights[to * inputs + from];
}

/** The weights into one neuron, as a view. @param {Network} network */
export function incomingWeights(network, layer, neuron) {
  const { weights, inputs } = network.layers[layer - 1];
  return weights.subarray(neuron * inputs, (neuron + 1) * inputs);
}

/** Weight times activation of each connection into a neuron. @returns {Float64Array} */
export function contributions(network, trace, layer, neuron) {
  const before = trace.activations[layer - 1];
  return Float64Array.from(incomingWeights(network, layer, neuron), (w, i) => w * before[i]);
}

/**
 * The slope of a mixture of the last layer's z, by each input.
 * @param {Network} network
 * @param {Trace} trace
 * @param {Float64Array} ofSums how much each last z counts
 * @returns {Float64Array}
 */
export function inputSlopes(network, trace, ofSums) {
  let slopes = ofSums;
  for (let number = network.layers.length; number >= 1; number--) {
    const layer = network.layers[number - 1];
    const before = new Float64Array(layer.inputs);
    for (let row = 0; row < layer.outputs; row++) {
      if (!slopes[row]) continue;
      const at = row * layer.inputs;
      for (let i = 0; i < layer.inputs; i++) before[i] += slopes[row] * layer.weights[at + i];
    }
    if (number === 1) return before;
    const { activation, isDead } = network.layers[number - 2];
    const a = trace.activations[number - 1];
    slopes = before.map((slope, i) => (isDead ? 0 : slope * slopeAt(activation, a[i])));
  }
  return slopes;
}
