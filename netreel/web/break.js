/**
 * The network with something taken away: what is it worth?
 * @module
 */
import { byId, element } from "./dom.js";
import { forward, outputsOf, ranking } from "./network.js";

/**
 * @typedef {{biasesOff: boolean, dead: number, noise: number, seed: number}} Damage
 * `dead` is a layer that stays at zero, 0 for none; `noise` is a share of each layer's spread.
 */

/** @type {Damage} */
export const intact = Object.freeze({ biasesOff: false, dead: 0, noise: 0, seed: 1 });

/** @param {Damage} damage */
export function isIntact({ biasesOff, dead, noise }) {
  return !biasesOff && !dead && !noise;
}

/** Seeded numbers in [0, 1): Mulberry32, by Tommy Ettinger. @param {number} seed */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Numbers of a normal distribution, by Box and Muller. */
function normalNumbers(seed) {
  const next = randomNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * A damaged copy.
 * @param {import("./network.js").Network} network
 * @param {Damage} damage
 * @returns {import("./network.js").Network}
 */
export function damaged(network, damage) {
  if (isIntact(damage)) return network;
  const normal = normalNumbers(damage.seed);
  const layers = network.layers.map((layer, i) => {
    const spread = Math.sqrt(layer.weights.reduce((sum, w) => sum + w * w, 0) / layer.weights.length);
    const noisy = (w) => w + damage.noise * spread * normal();
    const weights = damage.noise ? layer.weights.map(noisy) : layer.weights;
    const biases = damage.biasesOff ? layer.biases.map(() => 0) : layer.biases;
    return { ...layer, weights, biases, isDead: damage.dead === i + 1 };
  });
  return { ...network, layers };
}

/** How many of the samples a network reads as they are labelled. */
export function countRight(network, samples) {
  let right = 0;
  for (const { values, label } of samples)
    if (ranking(outputsOf(forward(network, values)))[0] === label) right++;
  return right;
}

/** The panel "Break it". */
export class Break {
  /**
   * @param {import("./network.js").Network} network
   * @param {{values: Float64Array, label: number}[]} samples
   * @param {() => void} changed
   */
  constructor(network, samples, changed) {
    this.whole = network;
    this.samples = samples;
    this.damage = { ...intact };
    const dead = byId("dead");
    dead.replaceChildren(
      element("option", { value: 0, textContent: "none" }),
      ...network.sizes.slice(1, -1).map((_, i) => element("option", { value: i + 1, textContent: `layer ${i + 1}` })),
    );
    dead.parentElement.hidden = network.sizes.length < 3;
    for (const id of ["biases-off", "dead", "noise"])
      byId(id).addEventListener("input", () => this.#read(changed));
    byId("other-noise").addEventListener("click", () => {
      this.damage = { ...this.damage, seed: this.damage.seed + 1 };
      changed();
    });
    byId("mend").addEventListener("click", () => this.set(intact, changed));
    this.right = samples.length ? countRight(network, samples) : 0;
  }

  /** Take over the numbers of a link; nothing mends. */
  apply([biasesOff, dead, noise, seed] = [0, 0, 0, 1]) {
    this.set({ biasesOff: Boolean(biasesOff), dead, noise: noise / 100, seed });
  }

  /** The damage as numbers for a link; undefined where there is none. */
  state() {
    const { biasesOff, dead, noise, seed } = this.damage;
    return isIntact(this.damage) ? undefined : [Number(biasesOff), dead, Math.round(noise * 100), seed];
  }

  /** The network as it is now. */
  get network() {
    if (this.made?.damage !== this.damage)
      this.made = { damage: this.damage, network: damaged(this.whole, this.damage) };
    return this.made.network;
  }

  #read(changed) {
    this.damage = {
      ...this.damage,
      biasesOff: byId("biases-off").checked,
      dead: Number(byId("dead").value),
      noise: Number(byId("noise").value) / 100,
    };
    changed();
  }

  /** @param {Damage} damage */
  set(damage, changed = () => {}) {
    this.damage = { ...damage };
    byId("biases-off").checked = damage.biasesOff;
    byId("dead").value = String(damage.dead);
    byId("noise").value = String(Math.round(damage.noise * 100));
    changed();
  }

  /** Count again, and say it, if anything has changed. */
  show() {
    if (this.shown === this.damage) return;
    this.shown = this.damage;
    const isWhole = isIntact(this.damage);
    byId("broken").hidden = isWhole;
    byId("mend").disabled = isWhole;
    byId("other-noise").disabled = !this.damage.noise;
    byId("noise-said").textContent = `${Math.round(this.damage.noise * 100)} % of the weights' own spread`;
    const all = this.samples.length;
    byId("accuracy").hidden = !all;
    if (!all) return;
    const right = isWhole ? this.right : countRight(this.network, this.samples);
    byId("accuracy-bar").style.width = `${(100 * right) / all}%`;
    byId("accuracy-said").textContent = isWhole
      ? `${right} of ${all} bundled samples are read right.`
      : `${right} of ${all} bundled samples are read right; whole, it reads ${this.right}.`;
  }
}
