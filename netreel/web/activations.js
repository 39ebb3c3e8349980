/**
 * Activation functions by name, as netcore has them: `leaky_relu:0.2` carries its constant.
 * @module
 */

/** @param {number} z @returns {number} 1 / (1 + exp(-z)), without overflow. */
export function sigmoid(z) {
  const power = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : power) / (1 + power);
}

/** @type {Record<string, (constant: number) => (z: number) => number>} */
const elementwise = {
  sigmoid: () => sigmoid,
  relu: () => (z) => Math.max(z, 0),
  tanh: () => Math.tanh,
  identity: () => (z) => z,
  leaky_relu: (slope) => (z) => (z > 0 ? z : slope * z),
  elu: (scale) => (z) => (z > 0 ? z : scale * Math.expm1(z)),
};

/** @type {Record<string, (a: number, constant: number) => number>} */
const slopes = {
  sigmoid: (a) => a * (1 - a),
  relu: (a) => (a > 0 ? 1 : 0),
  tanh: (a) => 1 - a * a,
  identity: () => 1,
  leaky_relu: (a, slope) => (a > 0 ? 1 : slope),
  elu: (a, scale) => (a > 0 ? 1 : a + scale),
};

const usualConstants = { leaky_relu: 0.01, elu: 1 };

/** @param {string} name @returns {{kind: string, constant: number}} */
function takeApart(name) {
  const [kind, constant] = name.split(":");
  return { kind, constant: constant ? Number(constant) : (usualConstants[kind] ?? 0) };
}

/**
 * Activations of one layer's sums z.
 * @param {string} name
 * @param {Float64Array} z
 * @returns {Float64Array}
 */
export function activate(name, z) {
  if (name === "softmax") {
    const largest = z.reduce((a, b) => Math.max(a, b), -Infinity);
    const powers = z.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  }
  const { kind, constant } = takeApart(name);
  return z.map(elementwise[kind](constant));
}

/** Whether a neuron's activation depends on its own sum alone. @param {string} name */
export function isElementwise(name) {
  return takeApart(name).kind in elementwise;
}

/**
 * The slope da/dz, given the activation a; softmax has none of its own.
 * @param {string} name
 * @param {number} a
 */
export function slopeAt(name, a) {
  const { kind, constant } = takeApart(name);
  return slopes[kind](a, constant);
}

/** How the function is written before "(z)". @param {string} name */
export function functionName(name) {
  const names = { sigmoid: "σ", relu: "ReLU", leaky_relu: "leaky ReLU", elu: "ELU" };
  const { kind, constant } = takeApart(name);
  const own = name.includes(":") ? ` (${constant})` : "";
  return (names[kind] ?? kind) + own;
}
