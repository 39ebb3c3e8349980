/**
 * How a drawing becomes the network's pixels: it moves and scales into its box, its centre of
 * mass in the middle, then falls into pixels.
 * @module
 */
import { css, paletteOf } from "./encoding.js";
import { boxSide, preparedSide } from "./preparation.js";
import { drawGrid, widthOf } from "./grids.js";
import { margin, paperSide, planeSide } from "./strokes.js";

const journeySeconds = 0.9;

/** The picture beside the pad. */
export class Journey {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.overlay = document.createElement("canvas");
  }

  /** Show the network's pixels at rest. */
  show(plane, limit) {
    cancelAnimationFrame(this.frame);
    drawGrid(this.canvas, plane, { kind: "activation", limit });
  }

  /**
   * Show the way there, then the pixels.
   * @param {import("./preparation.js").Prepared} prepared
   * @param {Uint8Array} ink of the drawing
   * @param {() => void} arrived
   */
  travel(prepared, ink, arrived) {
    cancelAnimationFrame(this.frame);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return arrived();
    const palette = paletteOf(getComputedStyle(this.canvas));
    const picture = inkPicture(ink, palette.on);
    const start = performance.now();
    const step = (now) => {
      const time = Math.min(Math.max((now - start) / 1000 / journeySeconds, 0), 1);
      if (time === 1) return arrived();
      this.#draw(picture, prepared, time * time * (3 - 2 * time), palette);
      this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  #draw(picture, { from, to, box }, share, palette) {
    const side = (this.canvas.width = this.canvas.height = Math.round(widthOf(this.canvas) * devicePixelRatio));
    const context = this.canvas.getContext("2d");
    const unit = side / preparedSide;
    context.fillStyle = css(palette.off);
    context.fillRect(0, 0, side, side);
    const mix = (a, b) => (a + (b - a) * share) * unit;
    const first = (at) => ((at - margin) * preparedSide) / paperSide;
    const length = (size) => (size * preparedSide) / paperSide;
    const [width, height] = [from.right - from.left, from.bottom - from.top];
    context.drawImage(
      picture, from.left, from.top, width, height,
      mix(first(from.left), to.left), mix(first(from.top), to.top),
      mix(length(width), box.columns), mix(length(height), box.rows),
    );
    this.#marks(context, palette, unit, side);
  }

  /** The box of 20 pixels and the middle. */
  #marks(context, palette, unit, side) {
    const edge = ((preparedSide - boxSide) / 2) * unit;
    context.strokeStyle = css(palette.highlight);
    context.lineWidth = Math.max(1, unit / 5);
    context.setLineDash([unit, unit / 2]);
    context.strokeRect(edge, edge, boxSide * unit, boxSide * unit);
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(side / 2 - unit, side / 2);
    context.lineTo(side / 2 + unit, side / 2);
    context.moveTo(side / 2, side / 2 - unit);
    context.lineTo(side / 2, side / 2 + unit);
    context.stroke();
  }
}

/** The ink as a transparent picture. */
function inkPicture(ink, [red, green, blue]) {
  const canvas = Object.assign(document.createElement("canvas"), { width: planeSide, height: planeSide });
  const context = canvas.getContext("2d");
  const image = context.createImageData(planeSide, planeSide);
  ink.forEach((value, at) => value && image.data.set([red, green, blue, 255], 4 * at));
  context.putImageData(image, 0, 0);
  return canvas;
}
