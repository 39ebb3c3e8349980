/**
 * What goes into the network: a drawing, a sample, a given picture, noise, or numbers.
 * @module
 */
import { randomNumbers } from "./break.js";
import { floatsOf } from "./bytes.js";
import { byId } from "./dom.js";
import { activationLimit } from "./encoding.js";
import { Journey } from "./journey.js";
import { Pad } from "./pad.js";
import { inkOfFile } from "./pictures.js";
import { prepare, resampled, unprepared } from "./preparation.js";
import { samplesOf } from "./samples.js";
import { Sliders } from "./sliders.js";
import { Drawing, drawingToText, paperOf, strokesOfText } from "./strokes.js";

/** @typedef {{isSettled?: boolean, travels?: boolean, prepares?: boolean}} How see Explorer.refresh */

/**
 * What is read.
 * @typedef {object} Reading
 * @property {Float64Array | null} x null where nothing is drawn
 * @property {import("./distance.js").Plane} [image]
 * @property {import("./preparation.js").Prepared | null} prepared of a drawing
 * @property {Float64Array} [other] the drawing's pixels without the preparation, or with it
 */

/** The left side of the page. */
export class Source {
  /**
   * @param {any} data what the page was made with
   * @param {import("./network.js").Network} network
   * @param {object} told
   * @param {(how?: How) => void} told.changed
   * @param {() => void} told.soon more will follow at once
   * @param {(answer: string, how: string) => void} told.said
   */
  constructor(data, network, told) {
    Object.assign(this, { data, network, told });
    this.samples = samplesOf(data, network);
    this.drawing = new Drawing();
    const isImage = Boolean(network.imageShape);
    byId("drawn").hidden = !isImage;
    byId("numbers").hidden = isImage;
    if (isImage) this.#makePad();
    else this.sliders = new Sliders(network, data.start, (isSettled) => told.changed({ isSettled }));
    /** @type {{kind: "drawing" | "given" | "inputs"} | {kind: "sample", index: number} | {kind: "noise", seed: number}} */
    this.now = !isImage
      ? { kind: "inputs" }
      : data.start.image ? { kind: "given" } : { kind: "sample", index: data.start.sample };
  }

  #makePad() {
    const isLive = () => byId("live").checked;
    this.pad = new Pad(byId("pad"), this.drawing, {
      begun: () => this.#beginDrawing(),
      changed: () => isLive() && this.told.soon(),
      ended: () => isLive() && this.told.changed({ isSettled: true, prepares: true }),
      said: (text) => (byId("pen-said").textContent = text),
    });
    this.journey = new Journey(byId("seen"));
    const on = (id, event, act) => byId(id).addEventListener(event, act);
    on("undo", "click", () => this.undo());
    on("clear", "click", () => this.clear());
    on("pen", "input", () => (this.pad.pen = Number(byId("pen").value)));
    on("prepared", "change", () => this.told.changed({ isSettled: true }));
    on("noise-picture", "click", () => this.showNoise());
    on("live", "change", () => this.#setLive(isLive()));
    on("check", "click", () => this.told.changed({ isSettled: true, travels: true, prepares: true }));
    for (const button of document.querySelectorAll("[data-digit]"))
      button.addEventListener("click", () => this.showDigit(Number(button.dataset.digit)));
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("paste", (event) => this.#take(event.clipboardData, event));
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => this.#take(event.dataTransfer, event));
  }

  get isDrawing() {
    return this.now.kind === "drawing";
  }

  #setLive(isLive) {
    byId("check").hidden = isLive;
    if (isLive) this.told.changed({ isSettled: true });
  }

  #key(event) {
    if (event.defaultPrevented || event.target.closest("input, select, textarea")) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (isUndo) this.undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (/^[0-9]$/.test(event.key)) this.showDigit(Number(event.key));
    else if (event.key === "Backspace") this.undo();
    else if (event.key === "Delete") this.clear();
    else return;
    event.preventDefault();
  }

  #beginDrawing() {
    if (!this.isDrawing) this.drawing.clear();
    this.now = { kind: "drawing" };
  }

  undo() {
    if (this.isDrawing) this.drawing.undo();
    else this.#show({ kind: "drawing" });
    this.#drawn({ isSettled: true });
  }

  clear() {
    this.#show({ kind: "drawing" });
    this.#drawn({ isSettled: true });
  }

  /** @param {How} how */
  #drawn(how) {
    this.pad.shown = null;
    this.pad.paint();
    this.told.changed(how);
  }

  #show(now) {
    this.drawing.clear();
    this.now = now;
  }

  /** Show the next sample of a digit. */
  showDigit(digit) {
    const own = [...this.samples.keys()].filter((i) => this.samples[i].digit === digit);
    if (!own.length) return;
    const at = this.now.kind === "sample" ? own.indexOf(this.now.index) : -1;
    this.#show({ kind: "sample", index: own[(at + 1) % own.length] });
    this.told.changed({ isSettled: true, travels: true });
  }

  showNoise() {
    this.#show({ kind: "noise", seed: this.now.kind === "noise" ? this.now.seed + 1 : 1 });
    this.told.changed({ isSettled: true, travels: true });
  }

  /** Take a pasted or dropped picture. */
  async #take(transfer, event) {
    const file = [...(transfer?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    const ink = await inkOfFile(file).catch(() => null);
    if (!ink) {
      this.told.said("No ink stands out in that picture", "take one of a single digit");
      return;
    }
    this.#show({ kind: "drawing" });
    this.drawing.addPicture(ink);
    this.#drawn({ isSettled: true, travels: true, prepares: true });
  }

  /** Take over what a link says. @param {import("./link.js").State} state */
  apply({ drawing, sample, noise, inputs, plain }) {
    if (inputs && this.sliders) this.sliders.set(inputs);
    if (!this.pad) return;
    if (drawing !== undefined) {
      this.#show({ kind: "drawing" });
      this.drawing.strokes = strokesOfText(drawing);
      this.drawing.redraw();
      this.pad.paint();
    } else if (sample !== undefined) this.#show({ kind: "sample", index: sample });
    else if (noise !== undefined) this.#show({ kind: "noise", seed: noise });
    byId("prepared").checked = !plain;
  }

  /** What a link has to say. @returns {import("./link.js").State} */
  state() {
    const { now } = this;
    return {
      drawing: this.isDrawing ? drawingToText(this.drawing) : undefined,
      sample: now.kind === "sample" ? now.index : undefined,
      noise: now.kind === "noise" ? now.seed : undefined,
      inputs: this.sliders ? [...this.sliders.values] : undefined,
      plain: this.pad ? !byId("prepared").checked : undefined,
    };
  }

  /** @returns {Reading} */
  read() {
    const { now } = this;
    if (this.sliders) return { x: this.sliders.values, prepared: null };
    if (now.kind === "drawing") return this.#readDrawing();
    const [rows, columns] = this.network.imageShape;
    const next = now.kind === "noise" ? randomNumbers(now.seed) : null;
    const x = next
      ? Float64Array.from({ length: rows * columns }, () => next())
      : now.kind === "sample" ? this.samples[now.index].values : floatsOf(this.data.start.image, 8);
    return { x, image: { rows, columns, values: x }, prepared: null };
  }

  #readDrawing() {
    const prepared = prepare(this.drawing.plane);
    if (!prepared) return { x: null, prepared: null };
    const fit = (plane) => resampled(plane, ...this.network.imageShape);
    const both = [fit(prepared.image), fit(unprepared(this.drawing.plane))];
    const [image, other] = byId("prepared").checked ? both : both.reverse();
    return { x: image.values, image, prepared, other: other.values };
  }

  /** Show what is read, on the paper and beside it. @param {Reading} reading */
  show({ image, prepared }, prepares) {
    if (!this.pad) return;
    const { isDrawing } = this;
    this.pad.shown = isDrawing ? null : image;
    if (!isDrawing) this.pad.paint();
    byId("undo").disabled = byId("clear").disabled = isDrawing && this.drawing.isEmpty;
    byId("prepared").disabled = !isDrawing;
    const [rows, columns] = this.network.imageShape;
    const plane = image ?? { rows, columns, values: new Float64Array(rows * columns) };
    const arrive = () => this.journey.show(plane, activationLimit(plane.values));
    const isTravelling = prepares && prepared && byId("prepared").checked;
    if (isTravelling) this.journey.travel(prepared, this.drawing.values, arrive);
    else arrive();
  }

  /** What a film is told of it. */
  get forFilm() {
    const { now } = this;
    const sample = now.kind === "sample" && this.samples[now.index].sample >= 0 ? this.samples[now.index] : null;
    const inputs = this.sliders ? [...this.sliders.values] : null;
    const asIs = this.isDrawing ? !byId("prepared").checked : !sample;
    return { sample, inputs, asIs, isPicture: !sample && !inputs };
  }

  /** The picture that gives the film the same pixels. */
  get picture() {
    if (!this.isDrawing) return this.read().image;
    return byId("prepared").checked ? this.drawing.plane : paperOf(this.drawing.plane);
  }
}
