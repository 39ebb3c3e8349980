/**
 * The paper on which one draws: with a pointer, or with arrows and space.
 * @module
 */
import { css, paletteOf } from "./encoding.js";
import { spreadPixels, widthOf } from "./grids.js";
import { paperSide, usualPen } from "./strokes.js";

const cell = 5;
const manyCells = 4;

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A canvas that draws what is drawn on it. */
export class Pad {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./strokes.js").Drawing} drawing
   * @param {object} told
   * @param {() => void} told.begun before the first point of a stroke
   * @param {() => void} told.changed after every point
   * @param {() => void} told.ended
   * @param {(text: string) => void} told.said what a listener should hear
   */
  constructor(canvas, drawing, told) {
    this.canvas = canvas;
    this.drawing = drawing;
    this.told = told;
    this.pen = usualPen;
    /** The picture that lies on the paper when nothing is drawn: a sample. */
    this.shown = null;
    this.cursor = { x: paperSide / 2, y: paperSide / 2, seen: false, down: false };
    this.pointer = null;
    this.#listen();
  }

  #listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      canvas.addEventListener(end, (event) => this.#release(event));
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("blur", () => this.#leave());
    canvas.addEventListener("touchmove", (event) => event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.paint()).observe(canvas);
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    const along = (at, start, size) =>
      Math.min(Math.max(((at - start) / size) * paperSide, 0), paperSide);
    return [along(event.clientX, box.left, box.width), along(event.clientY, box.top, box.height)];
  }

  #press(event) {
    if (event.button !== 0 || this.pointer !== null) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.cursor = { ...this.cursor, seen: false, down: false };
    this.#begin(...this.#place(event));
  }

  #move(event) {
    if (event.pointerId !== this.pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.#extend(...this.#place(each));
    this.told.changed();
  }

  #release(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.told.ended();
  }

  #begin(x, y) {
    this.told.begun();
    this.shown = null;
    this.drawing.begin(x, y, this.pen);
    this.paint();
    this.told.changed();
  }

  #extend(x, y) {
    this.drawing.extend(x, y);
    const { points, width } = this.drawing.strokes.at(-1);
    this.#line(this.#context(), points.slice(-4), width);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrows[event.key];
    if (step) this.#step(step, event.shiftKey ? manyCells : 1);
    else if (event.key === " " || event.key === "Enter") this.#toggle();
    else return;
    event.preventDefault();
  }

  #step([right, down], cells) {
    const inside = (value) => Math.min(Math.max(value, cell / 2), paperSide - cell / 2);
    const { cursor } = this;
    if (!cursor.seen) this.#show();
    cursor.x = inside(cursor.x + right * cell * cells);
    cursor.y = inside(cursor.y + down * cell * cells);
    if (cursor.down) {
      this.#extend(cursor.x, cursor.y);
      this.told.changed();
    }
    this.paint();
  }

  #show() {
    const middle = (Math.round(paperSide / cell / 2) + 0.5) * cell;
    this.cursor = Object.assign(this.cursor, { x: middle, y: middle, seen: true });
  }

  #toggle() {
    if (!this.cursor.seen) this.#show();
    this.cursor.down = !this.cursor.down;
    this.told.said(this.cursor.down ? "Pen down" : "Pen up");
    if (this.cursor.down) this.#begin(this.cursor.x, this.cursor.y);
    else this.told.ended();
    this.paint();
  }

  #leave() {
    if (this.cursor.down) this.told.ended();
    this.cursor = { ...this.cursor, seen: false, down: false };
    this.paint();
  }

  #context() {
    const context = this.canvas.getContext("2d");
    const scale = this.canvas.width / paperSide;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    return context;
  }

  /** Draw everything anew. */
  paint() {
    const side = Math.round(widthOf(this.canvas) * devicePixelRatio) || 1;
    const { canvas } = this;
    if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
    const context = this.#context();
    const palette = paletteOf(getComputedStyle(this.canvas));
    this.ink = css(palette.on);
    context.fillStyle = css(palette.off);
    context.fillRect(0, 0, paperSide, paperSide);
    if (this.shown && this.drawing.isEmpty) this.#picture(context, this.shown, palette);
    for (const stroke of this.drawing.strokes) {
      if ("ink" in stroke) this.#stamp(context, stroke.ink);
      else this.#line(context, stroke.points, stroke.width);
    }
    if (this.cursor.seen) this.#ring(context, palette);
  }

  #line(context, points, width) {
    Object.assign(context, { strokeStyle: this.ink, lineWidth: width, lineCap: "round", lineJoin: "round" });
    context.beginPath();
    context.moveTo(points[0], points[1]);
    if (points.length === 2) context.lineTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
    context.stroke();
  }

  #stamp(context, ink) {
    context.fillStyle = this.ink;
    for (let at = 0; at < ink.length; at++)
      if (ink[at]) context.fillRect(at % paperSide, Math.floor(at / paperSide), 1.05, 1.05);
  }

  #picture(context, { rows, columns, values }, palette) {
    const side = paperSide / Math.max(rows, columns);
    const [width, height] = [columns * side, rows * side];
    const bytes = new Uint8ClampedArray(4 * values.length);
    values.forEach((value, at) => bytes.set([...palette.on, 255 * value], 4 * at));
    const [left, top] = [(paperSide - width) / 2, (paperSide - height) / 2];
    spreadPixels(context, bytes, columns, rows, left, top, width, height);
  }

  #ring(context, palette) {
    const { x, y, down } = this.cursor;
    context.strokeStyle = css(palette.highlight);
    context.lineWidth = down ? 2.5 : 1.5;
    context.beginPath();
    context.arc(x, y, this.pen / 2 + 1.5, 0, 2 * Math.PI);
    context.stroke();
  }
}
