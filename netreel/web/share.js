/**
 * What one takes along: a link, the digit as a picture, the command that makes its film; and
 * what a page that embeds this one is told.
 * @module
 */
import { byId, element } from "./dom.js";

/** A word as a shell takes it. @param {string} word */
export function quoted(word) {
  return /^[\w./:=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * The command for a film of what the page shows.
 * @param {object} what
 * @param {string[]} what.network what says which network it is
 * @param {{digit: number, sample: number} | null} what.sample
 * @param {number[] | null} what.inputs
 * @param {boolean} what.asIs whether the picture was read as it lies
 * @param {{layer: number, neuron: number} | null} what.selected
 */
export function filmCommand({ network, sample, inputs, asIs, selected }) {
  const isSum = Boolean(selected) && selected.layer > 0;
  const subject = inputs
    ? [`--inputs=${inputs.map((value) => Number(value.toPrecision(12))).join(",")}`]
    : sample
      ? ["--digit", String(sample.digit), ...(sample.sample ? ["--sample", String(sample.sample)] : [])]
      : ["--image", "digit.png", ...(asIs ? ["--as-is"] : [])];
  const neuron = isSum ? ["--set", `layer=${selected.layer}`, "--set", `neuron=${selected.neuron}`] : [];
  const words = ["netreel", "render", isSum ? "WeightedSum" : "ForwardPass", ...subject, ...network, ...neuron];
  return words.map(quoted).join(" ");
}

/** Copy a text, and say so. @param {string} text @param {string} said */
export async function copyText(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element("textarea", { value: text, class: "unseen" });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  byId("shared").textContent = said;
}

/** Save a canvas as a PNG. @param {HTMLCanvasElement} canvas @param {string} name */
export function savePicture(canvas, name) {
  canvas.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }, "image/png");
}

/** A plane as a picture, a pixel a value, bright on black. */
export function canvasOf({ rows, columns, values }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  values.forEach((value, at) => {
    const grey = Math.round(255 * Math.min(Math.max(value, 0), 1));
    image.data.set([grey, grey, grey, 255], 4 * at);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Tell a page that embeds this one how high it is, and what the network answers. */
export function tellEmbedder(answer) {
  if (window.parent === window) return;
  const height = document.documentElement.scrollHeight;
  window.parent.postMessage({ type: "netreel", height, ...answer }, "*");
}
