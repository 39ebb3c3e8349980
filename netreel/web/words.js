/**
 * What the outputs say, in words, by the rules that the films have.
 * @module
 */
import { outputsOf, ranking } from "./network.js";

const close = 0.6;
const active = 0.3;
const sureness = [[0.9, "very sure"], [0.6, "fairly sure"], [0, "not very sure"]];

/** A number with a true minus sign. @param {number} value */
export function written(value, decimals = 2) {
  if (!Number.isFinite(value)) return "beyond all numbers";
  const large = Math.abs(value) >= 1e6;
  const text = large ? value.toExponential(2) : value.toFixed(decimals);
  return (/^-0\.?0*$/.test(text) ? text.slice(1) : text).replace("-", "−");
}

/** A label within a sentence: a long one is cut. */
export function shortened(label, most = 18) {
  const letters = Array.from(label);
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : label;
}

/**
 * What a forward pass answers.
 * @param {import("./network.js").Network} network
 * @param {import("./network.js").Trace} trace
 * @returns {{order: number[], neurons: number[]}} the outputs that count: one, two or none
 */
export function answerOf(network, trace) {
  const outputs = outputsOf(trace);
  const order = ranking(outputs);
  const kind = network.layers.at(-1).activation;
  const [first, second] = order.map((neuron) => outputs[neuron]);
  if (order.length > 1 && kind === "sigmoid" && first < active) return { order, neurons: [] };
  const torn = second !== undefined && second > 0 && second >= close * first;
  return { order, neurons: order.slice(0, torn ? 2 : 1) };
}

/** The answer as a sentence of a few words. */
export function answerInWords(network, trace) {
  const { order, neurons } = answerOf(network, trace);
  const names = order.map((neuron) => shortened(network.labels[neuron]));
  const outputs = outputsOf(trace);
  if (order.length === 1) return `Its output is ${written(outputs[0])}`;
  if (!neurons.length) return "It recognises nothing";
  if (neurons.length > 1) return `Torn between ${names[0]} and ${names[1]}`;
  return `It ${network.imageShape ? "reads" : "says"} ${names[0]}`;
}

/** How sure the network is, where outputs can be read so; else "". */
export function sureInWords(network, trace) {
  const { order, neurons } = answerOf(network, trace);
  const kind = network.layers.at(-1).activation;
  const largest = outputsOf(trace)[order[0]];
  if (order.length === 1) return "";
  if (!neurons.length) return `no output is above ${written(active, 1)}`;
  if (neurons.length > 1)
    return neurons.map((neuron) => written(outputsOf(trace)[neuron])).join(" against ");
  if (kind !== "sigmoid" && kind !== "softmax") return `its largest output is ${written(largest)}`;
  return `${sureness.find(([least]) => largest >= least)[1]}: ${written(largest)}`;
}

/** "1 neuron", "16 neurons". */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** How an input is called. @param {import("./network.js").Network} network */
export function inputName(network, number) {
  if (!network.imageShape) return network.inputNames[number] ?? `input ${number}`;
  return `pixel ${number}`;
}

/** Where a neuron is, in words. */
export function neuronName(network, layer, neuron) {
  if (layer === 0) return inputName(network, neuron);
  if (layer === network.layers.length) return `output ${shortened(network.labels[neuron])}`;
  return network.layers.length === 2
    ? `hidden neuron ${neuron}`
    : `layer ${layer}, neuron ${neuron}`;
}

/** What the brightest neurons stand for, where that is more than 1. */
export function scaleInWords({ hidden, outputs }, hasHidden) {
  if (Math.max(hasHidden ? hidden : 1, outputs) <= 1) return "activation, 0 to 1";
  if (hasHidden && outputs <= 1) return `activation, 0 to ${written(hidden)} in hidden layers`;
  const others = hasHidden ? `, ${written(hidden)} in hidden layers` : "";
  return `activation, 0 to ${written(outputs)} in outputs${others}`;
}

/**
 * What one should know before one believes an answer.
 * @param {string} kind of what was read
 * @param {import("./preparation.js").Prepared | null} prepared
 */
export function doubtInWords(kind, prepared) {
  if (kind === "noise")
    return "These pixels are chance. The network has never learnt to say “this is no digit”: how sure it is of nonsense is real.";
  if (!prepared?.doubt) return "";
  return `This looks like ${prepared.doubt}, not one digit. The network answers all the same: how sure it is of nonsense is real.`;
}
