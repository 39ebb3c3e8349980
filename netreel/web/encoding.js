/**
 * How a value becomes a colour, a width or an opacity: the same mappings as the films'
 * (scenes/look/encoding.py), once for pictures and legends.
 * @module
 */

/** @typedef {Record<string, [number, number, number]>} Palette roles and their red, green, blue */
/** @typedef {[number, number, number, number]} Colour red, green, blue in 0-255, opacity in 0-1 */

const mostInFull = 64;
const clipPercentile = 99.5;
const widestLine = 2.6;
const thinnestLine = 0.5;
const steepness = 0.75;

const roles = ["background", "text", "off", "on", "positive", "negative", "bias", "highlight", "right"];

const palettes = new Map();
/** What was found in this turn: to ask for a style anew, the browser computes all styles. */
let latest = null;

/**
 * The colours of the theme that the page has now; `isPaper` where it is printed.
 * @param {CSSStyleDeclaration} style
 * @returns {Palette}
 */
export function paletteOf(style) {
  if (latest) return latest;
  const name = style.getPropertyValue("--theme-name");
  if (!palettes.has(name)) {
    const colours = roles.map((role) => [role, rgbOf(style.getPropertyValue(`--${role}`))]);
    const isPaper = style.getPropertyValue("--paper").trim() === "yes";
    palettes.set(name, { ...Object.fromEntries(colours), isPaper });
  }
  latest = palettes.get(name);
  queueMicrotask(() => (latest = null));
  return latest;
}

/** @param {string} text "#rrggbb" */
export function rgbOf(text) {
  return [1, 3, 5].map((i) => parseInt(text.trim().slice(i, i + 2), 16));
}

/** @param {Colour | number[]} colour */
export function css([red, green, blue, opacity = 1], factor = 1) {
  return `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${(opacity * factor).toFixed(4)})`;
}

/** An activation's colour: "off" at zero, "on" at the limit, the negative colour below. */
export function activationColour(palette, value, limit = 1) {
  const level = Math.min(Math.max(value / limit, -1), 1) || 0;
  const full = level < 0 ? palette.negative : palette.on;
  return palette.off.map((off, i) => off + (full[i] - off) * Math.abs(level));
}

/** The size at which an activation is drawn in full: 1, or the largest if that is more. */
export function activationLimit(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
}

/** For each layer; the hidden ones share theirs. @param {Float64Array[]} activations */
export function activationLimits(activations) {
  const hidden = activations.slice(1, -1).reduce((most, row) => Math.max(most, activationLimit(row)), 1);
  return activations.map((row, i) =>
    i === 0 || i === activations.length - 1 ? activationLimit(row) : hidden,
  );
}

/** The size at which a weight's colour is full: the largest there is. */
export function symmetricLimit(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
}

/** @returns {Colour} of a weight or product in a grid: the more opaque, the larger. */
export function weightColour(palette, value, limit) {
  const opacity = Math.min(Math.abs(value) / limit, 1) ** steepness;
  return [...(value < 0 ? palette.negative : palette.positive), opacity];
}

/** The size at which a connection is drawn in full. @param {Float64Array} weights */
export function connectionLimit(weights) {
  const sizes = Float64Array.from(weights, Math.abs).sort();
  const percentile = Math.max(clipPercentile, 100 * (1 - mostInFull / Math.max(sizes.length, 1)));
  const largest = sizes.at(-1) || 1;
  if (sizes.length * (100 - percentile) < 100) return largest;
  const place = ((sizes.length - 1) * percentile) / 100;
  const low = Math.floor(place);
  const value = sizes[low] + (place - low) * ((sizes[low + 1] ?? sizes[low]) - sizes[low]);
  return value || largest;
}

/** A connection's width for a picture of 1080 pixels' height. */
export function connectionWidth(value, limit) {
  return thinnestLine + (widestLine - thinnestLine) * Math.min(Math.abs(value) / limit, 1);
}

/** "#000000" or "#ffffff": which is read better inside a fill. @param {number[]} fill */
export function inkInside(fill) {
  const [red, green, blue] = fill.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}
