/**
 * What is one's own: a digit that is drawn, dropped or pasted, and a network's file. What is given
 * becomes the value of a knob, in this clip and in every other.
 * @module
 */
import { byId, element } from "../dom.js";
import { Journey } from "../journey.js";
import { Pad } from "../pad.js";
import { prepare, preparedSide } from "../preparation.js";
import { canvasOf } from "../share.js";
import { Drawing } from "../strokes.js";
import { ask, isSuperseded, Newest } from "./api.js";
import { sentence } from "./knobs.js";

const quietMoment = 100;
const mostBytes = 20 * 1024 * 1024;

/** @typedef {{name: string, kind: "image" | "network", steps?: {title: string, url: string}[], about?: any}} Upload */

/** The two knobs that take files. */
export class Own {
  /**
   * @param {object} told
   * @param {(name: "image" | "network", value: string | null) => void} told.turned
   * @param {(text: string) => void} told.said
   */
  constructor(told) {
    this.told = told;
    this.newest = new Newest();
    /** @type {Map<string, Upload>} what is known of uploads */
    this.known = new Map();
    this.shown = {};
    this.#makePad();
    for (const kind of ["image", "network"]) {
      byId(`choose-${kind}`).addEventListener("change", ({ target }) => {
        if (target.files[0]) this.give(target.files[0]);
        target.value = "";
      });
    }
    this.#listenForFiles();
  }

  /** The bodies of the knobs. */
  get bodies() {
    return { image: byId("own-image"), network: byId("own-network") };
  }

  #makePad() {
    this.drawing = new Drawing();
    this.seen = new Journey(byId("seen"));
    this.pad = new Pad(byId("pad"), this.drawing, {
      begun: () => clearTimeout(this.later),
      changed: () => this.#showSeen(),
      ended: () => this.#soon(),
      said: (text) => this.told.said(text),
    });
    byId("draw").addEventListener("click", () => this.openPad(byId("pad-part").hidden));
    byId("undo").addEventListener("click", () => this.#redo(() => this.drawing.undo()));
    byId("clear").addEventListener("click", () => this.#redo(() => this.drawing.clear()));
    byId("pad").addEventListener("keydown", (event) => {
      if (event.key !== "Backspace") return;
      event.preventDefault();
      this.#redo(() => this.drawing.undo());
    });
  }

  /** @param {boolean} isOpen */
  openPad(isOpen) {
    byId("pad-part").hidden = !isOpen;
    byId("draw").setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    this.pad.paint();
    this.#showSeen();
    byId("pad").focus({ preventScroll: true });
    byId("pad-part").scrollIntoView({ block: "nearest" });
  }

  #redo(act) {
    act();
    this.pad.paint();
    this.#showSeen();
    if (!this.drawing.isEmpty) return this.#soon();
    this.#empty();
    this.told.turned("image", null);
  }

  /** What the network will see of the drawing, computed here: the server says it again. */
  #showSeen() {
    const prepared = prepare(this.drawing.plane);
    const empty = { rows: preparedSide, columns: preparedSide, values: new Float64Array(preparedSide ** 2) };
    this.seen.show(prepared?.image ?? empty, 1);
    byId("undo").disabled = byId("clear").disabled = this.drawing.isEmpty;
    byId("pad-said").textContent = this.drawing.isEmpty ? "Nothing is drawn yet." : prepared?.doubt ? sentence(prepared.doubt) : "";
  }

  #soon() {
    this.#showSeen();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.#giveDrawing(), quietMoment);
  }

  #giveDrawing() {
    if (this.drawing.isEmpty) return;
    canvasOf(this.drawing.plane).toBlob((blob) => this.give(new File([blob], drawnName, { type: "image/png" }), true), "image/png");
  }

  #listenForFiles() {
    let depth = 0;
    const veil = (isUp) => (byId("veil").hidden = !isUp);
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragenter", (event) => hasFiles(event) && veil(++depth > 0));
    document.addEventListener("dragleave", (event) => hasFiles(event) && veil(--depth > 0));
    document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    document.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      veil(Boolean((depth = 0)));
      if (event.dataTransfer.files[0]) this.give(event.dataTransfer.files[0]);
    });
    document.addEventListener("paste", (event) => {
      const [file] = event.clipboardData?.files ?? [];
      if (!file) return;
      event.preventDefault();
      this.give(file);
    });
  }

  /** Hand a file to the server, and turn the knob that it is for. @param {File} file */
  async give(file, isDrawn = false) {
    this.#problem("");
    if (file.size > mostBytes) return this.#problem(`${file.name} has ${(file.size / 1e6).toFixed(0)} MB: give a file of at most 20 MB.`);
    const headers = { "X-Name": encodeURIComponent(file.name) };
    try {
      const upload = await ask("/api/uploads", { method: "POST", headers, body: file, signal: this.newest.next() });
      this.known.set(upload.name, upload);
      if (!isDrawn) this.#lettingGo(upload.kind, file.name);
      this.told.turned(upload.kind, upload.name);
    } catch (error) {
      if (!isSuperseded(error)) this.#problem(isDrawn ? sentence(error.message) : `${file.name}: ${error.message}`);
    }
  }

  #lettingGo(kind, name) {
    if (kind === "image") {
      this.drawing.clear();
      this.openPad(false);
    }
    this.told.said(kind === "image" ? `The digit of ${name} goes in.` : `The network of ${name} is shown.`);
  }

  #problem(text) {
    byId("own-problem").textContent = text;
    byId("own-problem").hidden = !text;
  }

  /** No picture goes in any more: it was undone, reset, or gone back from. */
  #empty() {
    clearTimeout(this.later);
    this.newest.end();
    this.drawing.clear();
    this.pad.paint();
    this.#showSeen();
  }

  /** Show what the knobs hold. @param {Record<string, any>} params */
  show(params) {
    for (const kind of ["image", "network"]) {
      const name = params[kind] ?? null;
      if (this.shown[kind] === name) continue;
      this.shown[kind] = name;
      byId(`about-${kind}`).replaceChildren();
      if (name) this.#showUpload(kind, name);
      else if (kind === "image") this.#empty();
    }
  }

  async #showUpload(kind, name) {
    const upload = this.known.get(name) ?? (await ask(`/api/uploads/${encodeURIComponent(name)}`).catch(() => null));
    if (this.shown[kind] !== name) return;
    if (!upload) return byId(`about-${kind}`).replaceChildren(element("p", { class: "note", textContent: "This file is no longer on the server: give it again." }));
    this.known.set(name, upload);
    byId(`about-${kind}`).replaceChildren(...(kind === "image" ? pictureParts(upload) : networkParts(upload)));
  }
}

const drawnName = "drawn-digit.png";

/** Each step of the preparation. */
function pictureParts({ name: upload, steps = [], given }) {
  const items = steps.map(({ title, url }) =>
    element("li", {}, element("img", { src: url, alt: "" }), element("span", { textContent: title })));
  const isDrawn = given === drawnName;
  const save = element("a", { href: `/api/uploads/${upload}/file`, download: drawnName, textContent: "Save the drawing" });
  const name = isDrawn ? [element("p", { class: "note" }, save)] : given ? [element("p", { class: "file", textContent: given })] : [];
  const summary = element("summary", { textContent: `How it was prepared, in ${steps.length} steps` });
  return [...name, element("details", { open: !isDrawn }, summary, element("ol", { class: "steps" }, ...items))];
}

/** What was found in a network's file. */
function networkParts({ about = {}, given }) {
  const { sizes = [], layers = [], labels = [], parameters, image_shape: shape, input_names: names } = about;
  const facts = [
    ["neurons", sizes.join("-")],
    ["looks at", shape ? `images of ${shape.join(" × ")} pixels` : (names ?? []).join(", ") || `${sizes[0]} numbers`],
    ["activations", [...new Set(layers.map(({ activation }) => activation))].join(", ")],
    ["answers", labels.join(", ")],
    ["weights and biases", parameters?.toLocaleString("en")],
  ];
  const rows = facts.filter(([, value]) => value).flatMap(([name, value]) =>
    [element("dt", { textContent: name }), element("dd", { textContent: value })]);
  return [element("p", { class: "file", textContent: given ?? "" }), element("dl", {}, ...rows)];
}
