/**
 * The state of the page as the fragment of its address, and back. What is nonsense is left out.
 * @module
 */
import { strokesOfText } from "./strokes.js";

/**
 * @typedef {object} State
 * @property {string} [drawing]
 * @property {number} [sample]
 * @property {number} [noise] seed of a picture of noise
 * @property {number[]} [inputs]
 * @property {[number, number]} [neuron] layer and number
 * @property {boolean} [focus] whether its lines stand out
 * @property {"weight" | "product"} [mode]
 * @property {number} [first] number of the first input that is shown
 * @property {boolean} [plain] without preparation
 * @property {[number, number]} [pair]
 * @property {[number, number, number, number]} [damage]
 * @property {string[]} [hide]
 */

/** @param {State} state @returns {string} without the "#" */
export function toFragment(state) {
  const parts = Object.entries(state).filter(([, value]) => value !== undefined && value !== false);
  return parts.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join("&");
}

/** @param {string} text whole number @param {number} end exclusive */
function whole(text, end) {
  return /^\d{1,9}$/.test(text) && Number(text) < end ? Number(text) : undefined;
}

function wholes(text, ends) {
  const numbers = text.split(",").map((part, i) => whole(part, ends[i] ?? 0));
  return numbers.length === ends.length && !numbers.includes(undefined) ? numbers : undefined;
}

function numbers(text, count) {
  const found = text.split(",").map(Number);
  return found.length === count && found.every(Number.isFinite) && text ? found : undefined;
}

/**
 * Read a fragment.
 * @param {string} fragment
 * @param {import("./network.js").Network} network
 * @param {{samples: number, hideable: string[]}} known
 * @returns {State}
 */
export function ofFragment(fragment, network, { samples, hideable }) {
  const { sizes } = network;
  const readers = {
    drawing: (text) => (strokesOfText(text) ? text : undefined),
    sample: (text) => whole(text, samples),
    noise: (text) => whole(text, 2 ** 29),
    inputs: (text) => numbers(text, sizes[0]),
    neuron: (text) => {
      const place = wholes(text, [sizes.length, Infinity]);
      return place && place[1] < sizes[place[0]] ? place : undefined;
    },
    mode: (text) => (["weight", "product"].includes(text) ? text : undefined),
    first: (text) => whole(text, sizes[0]),
    focus: (text) => (text === "true" ? true : undefined),
    plain: (text) => (text === "true" ? true : undefined),
    pair: (text) => wholes(text, [sizes.at(-1), sizes.at(-1)]),
    damage: (text) => wholes(text, [2, Math.max(sizes.length - 1, 1), 301, 2 ** 29]),
    hide: (text) => text.split(",").filter((name) => hideable.includes(name)),
  };
  const state = {};
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [key, text = ""] = part.split("=");
    if (!Object.hasOwn(readers, key)) continue;
    const value = readers[key](decoded(text));
    if (value !== undefined) state[key] = value;
  }
  return state;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

