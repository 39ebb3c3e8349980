/**
 * The explorer: one draws, the network reads, everything shows it.
 * @module
 */
import { Break, damaged, randomNumbers } from "./break.js";
import { unpacked, bytesOf, floatsOf } from "./bytes.js";
import { Compare } from "./compare.js";
import { Diagram } from "./diagram.js";
import { byId } from "./dom.js";
import { activationLimit } from "./encoding.js";
import { Inspector } from "./inspector.js";
import { Journey } from "./journey.js";
import { ofFragment, toFragment } from "./link.js";
import { contributions, forward, isFinitePass, readNetwork } from "./network.js";
import { Pad } from "./pad.js";
import { inkOfFile } from "./pictures.js";
import { mostInputs } from "./places.js";
import { prepare, resampled, unprepared } from "./preparation.js";
import { canvasOf, copyText, filmCommand, savePicture, tellEmbedder } from "./share.js";
import { Sliders } from "./sliders.js";
import { Drawing, drawingToText, paperOf, strokesOfText } from "./strokes.js";
import { answerInWords, answerOf, sureInWords, written } from "./words.js";

const hideable = ["samples", "preparation", "network", "neuron", "compare", "break", "share"];
const quietMoment = 400;
const compareMoment = 120;

/** The page as a whole. */
class Explorer {
  /** @param {any} data what the page was made with */
  constructor(data) {
    this.data = data;
    this.network = readNetwork(data);
    this.samples = samplesOf(data, this.network);
    this.drawing = new Drawing();
    this.source = { kind: "sample", index: 0 };
    this.mode = "weight";
    this.selected = { layer: data.start.layer, neuron: data.start.neuron };
    this.isFocused = false;
    this.firstInput = -1;
    this.isInputChosen = false;
    this.hidden = [...data.hide];
    this.#makeInput();
    this.#makePanels();
    this.#listen();
    this.#begin();
  }

  #makeInput() {
    const { network, data } = this;
    const isImage = Boolean(network.imageShape);
    byId("drawn").hidden = !isImage;
    byId("numbers").hidden = isImage;
    if (!isImage) {
      this.source = { kind: "inputs" };
      this.sliders = new Sliders(network, data.start, (isSettled) => this.refresh({ isSettled }));
      return;
    }
    this.pad = new Pad(byId("pad"), this.drawing, {
      begun: () => this.#beginDrawing(),
      changed: () => byId("live").checked && this.soon(),
      ended: () => byId("live").checked && this.refresh({ isSettled: true, travels: false, prepares: true }),
      said: (text) => (byId("pen-said").textContent = text),
    });
    this.journey = new Journey(byId("seen"));
  }

  #makePanels() {
    const choose = (layer, neuron) => this.choose(layer, neuron);
    this.diagram = new Diagram(byId("diagram"), choose);
    this.inspector = new Inspector({
      choose,
      light: (wire) => this.diagram.light(wire),
      bring: (input) => this.bring(input),
    });
    this.compare = new Compare({ changed: () => this.refresh(), choose });
    const labelled = this.samples.filter(({ label }) => label >= 0);
    this.breaking = new Break(this.network, labelled, () => this.refresh());
  }

  #listen() {
    const on = (id, event, act) => byId(id).addEventListener(event, act);
    on("undo", "click", () => this.#undo());
    on("clear", "click", () => this.#clear());
    on("check", "click", () => this.refresh({ isSettled: true, travels: true, prepares: true }));
    on("live", "change", () => this.#setLive());
    on("pen", "input", () => (this.pad.pen = Number(byId("pen").value)));
    on("prepared", "change", () => this.refresh({ isSettled: true }));
    on("noise-picture", "click", () => this.#showNoise());
    on("replay", "click", () => this.refresh({ isSettled: true, travels: true, prepares: true }));
    on("first-input", "input", () => {
      this.isInputChosen = true;
      this.bring(Number(byId("first-input").value), false);
    });
    for (const mode of ["weight", "product"])
      on(`mode-${mode}`, "change", () => {
        this.mode = mode;
        this.refresh();
      });
    on("theme", "click", () => this.#turnTheme());
    this.#listenForSharing(on);
    this.#listenToPage();
  }

  #listenForSharing(on) {
    on("copy-link", "click", () => {
      history.replaceState(null, "", `#${this.fragment()}`);
      copyText(location.href, "The link is copied: it holds the drawing too.");
    });
    on("copy-command", "click", () => copyText(byId("command").textContent, "The command is copied."));
    on("save-digit", "click", () => savePicture(canvasOf(this.#filmPicture()), "digit.png"));
  }

  #listenToPage() {
    for (const button of document.querySelectorAll("[data-digit]"))
      button.addEventListener("click", () => this.#showDigit(Number(button.dataset.digit)));
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("paste", (event) => this.#take(event.clipboardData, event));
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => this.#take(event.dataTransfer, event));
    addEventListener("hashchange", () => this.#apply(location.hash));
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => this.refresh());
    for (const event of ["beforeprint", "afterprint"]) addEventListener(event, () => this.refresh());
    new ResizeObserver(() => this.view && this.#showPanels()).observe(byId("inspector"));
  }

  #begin() {
    const given = Boolean(this.data.start.image);
    if (this.network.imageShape) this.source = given ? { kind: "given" } : { kind: "sample", index: this.data.start.sample };
    this.#apply(location.hash, true);
  }

  /** Take over what a fragment says. */
  #apply(hash, isFirst = false) {
    const state = ofFragment(hash, this.network, { samples: this.samples.length, hideable });
    if (state.drawing !== undefined && this.pad) {
      this.drawing.strokes = strokesOfText(state.drawing);
      this.drawing.redraw();
      this.source = { kind: "drawing" };
    } else if (state.sample !== undefined && this.pad) this.#show({ kind: "sample", index: state.sample });
    else if (state.noise !== undefined && this.pad) this.#show({ kind: "noise", seed: state.noise });
    if (state.inputs && this.sliders) this.sliders.set(state.inputs);
    if (state.neuron) this.selected = { layer: state.neuron[0], neuron: state.neuron[1] };
    this.isFocused = Boolean(state.focus);
    if (state.mode) this.mode = state.mode;
    if (state.first !== undefined) this.firstInput = state.first;
    if (state.plain) byId("prepared").checked = false;
    if (state.pair) this.compare.pair = state.pair;
    if (state.hide) this.hidden = state.hide;
    if (state.damage) {
      const [biasesOff, dead, noise, seed] = state.damage;
      this.breaking.set({ biasesOff: Boolean(biasesOff), dead, noise: noise / 100, seed });
    }
    for (const name of hideable) for (const part of document.querySelectorAll(`.part-${name}`)) part.classList.toggle("left-out", this.hidden.includes(name));
    this.refresh({ isSettled: true, travels: isFirst, prepares: false });
  }

  /** The state of the page, for its address. */
  fragment() {
    const { source, selected, breaking } = this;
    const { biasesOff, dead, noise, seed } = breaking.damage;
    const isWhole = !biasesOff && !dead && !noise;
    return toFragment({
      drawing: source.kind === "drawing" ? drawingToText(this.drawing) : undefined,
      sample: source.kind === "sample" ? source.index : undefined,
      noise: source.kind === "noise" ? source.seed : undefined,
      inputs: this.sliders ? [...this.sliders.values] : undefined,
      neuron: [selected.layer, selected.neuron],
      focus: this.isFocused,
      mode: this.mode === "weight" ? undefined : this.mode,
      first: this.firstInput,
      plain: this.pad ? !byId("prepared").checked : undefined,
      pair: this.compare.pair ?? undefined,
      damage: isWhole ? undefined : [Number(biasesOff), dead, Math.round(noise * 100), seed],
      hide: this.hidden.length ? this.hidden : undefined,
    });
  }

  #key(event) {
    if (event.defaultPrevented || event.target.closest("input, select, textarea")) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (isUndo && this.pad) this.#undo();
    else if (event.ctrlKey || event.metaKey || event.altKey || !this.pad) return;
    else if (/^[0-9]$/.test(event.key)) this.#showDigit(Number(event.key));
    else if (event.key === "Backspace") this.#undo();
    else if (event.key === "Delete") this.#clear();
    else return;
    event.preventDefault();
  }

  #beginDrawing() {
    if (this.source.kind !== "drawing") this.drawing.clear();
    this.source = { kind: "drawing" };
  }

  #undo() {
    if (this.source.kind === "drawing") this.drawing.undo();
    else this.#clear();
    this.pad.paint();
    this.refresh({ isSettled: true });
  }

  #clear() {
    this.drawing.clear();
    this.source = { kind: "drawing" };
    this.pad.shown = null;
    this.pad.paint();
    this.refresh({ isSettled: true });
  }

  #show(source) {
    this.drawing.clear();
    this.source = source;
  }

  #showDigit(digit) {
    const own = [...this.samples.keys()].filter((i) => this.samples[i].digit === digit);
    if (!own.length) return;
    const at = this.source.kind === "sample" ? own.indexOf(this.source.index) : -1;
    this.#show({ kind: "sample", index: own[(at + 1) % own.length] });
    this.refresh({ isSettled: true, travels: true });
  }

  #showNoise() {
    const seed = this.source.kind === "noise" ? this.source.seed + 1 : 1;
    this.#show({ kind: "noise", seed });
    this.refresh({ isSettled: true, travels: true });
  }

  #setLive() {
    const isLive = byId("live").checked;
    byId("check").hidden = isLive;
    if (isLive) this.refresh({ isSettled: true });
  }

  #turnTheme() {
    const { dataset } = document.documentElement;
    const isLight = getComputedStyle(document.documentElement).getPropertyValue("--is-light").trim() === "yes";
    dataset.theme = isLight ? "dark" : "light";
    this.refresh();
  }

  /** Take a pasted or dropped picture. */
  async #take(transfer, event) {
    const file = [...(transfer?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (!file || !this.pad) return;
    event.preventDefault();
    const ink = await inkOfFile(file).catch(() => null);
    if (!ink) {
      this.#say("No ink stands out in that picture", "take one of a single digit");
      return;
    }
    this.drawing.clear();
    this.drawing.addPicture(ink);
    this.source = { kind: "drawing" };
    this.pad.paint();
    this.refresh({ isSettled: true, travels: true, prepares: true });
  }

  /** Choose a neuron, so that its lines stand out; once more, and all lines do again. */
  choose(layer, neuron) {
    const isSame = this.selected.layer === layer && this.selected.neuron === neuron;
    this.isFocused = !(isSame && this.isFocused);
    if (!isSame) this.selected = { layer, neuron };
    if (layer === 1 && !this.isInputChosen && this.isFocused) this.firstInput = -1;
    this.refresh();
  }

  /** The first of the inputs worth showing: lit, or what counts most for the neuron in focus. */
  #telling(trace) {
    const { layer, neuron } = this.selected;
    if (!trace || !this.isFocused || layer !== 1) return brightest(this.read.x, this.network);
    return brightest(contributions(this.network, trace, 1, neuron), this.network);
  }

  /** Bring an input into the diagram. */
  bring(input, isMiddle = true) {
    const first = isMiddle ? input - mostInputs / 2 : input;
    this.firstInput = Math.min(Math.max(first, 0), Math.max(this.network.sizes[0] - mostInputs, 0));
    this.refresh();
  }

  /** Refresh with the next frame. */
  soon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.refresh({ isLive: true });
    });
  }

  /**
   * Compute and show everything anew.
   * @param {{isSettled?: boolean, travels?: boolean, prepares?: boolean, isLive?: boolean}} how
   * isSettled: it is said aloud; travels: activations go from layer to layer; prepares: the
   * drawing is seen on its way into its box; isLive: more will follow at once
   */
  refresh({ isSettled = false, travels = false, prepares = false, isLive = false } = {}) {
    const broken = damaged(this.network, this.breaking.damage);
    this.read = this.#read();
    const trace = this.read.x ? forward(broken, this.read.x) : null;
    const isFinite = !trace || isFinitePass(trace);
    if (this.firstInput < 0) this.firstInput = this.#telling(isFinite ? trace : null);
    const found = trace && isFinite ? answerOf(broken, trace) : { order: [...broken.labels.keys()], neurons: [] };
    this.view = {
      network: broken, trace: isFinite ? trace : null, mode: this.mode, firstInput: this.firstInput,
      order: found.order, answer: found.neurons, selected: this.selected, isFocused: this.isFocused,
    };
    this.breaking.show(broken);
    this.diagram.show(this.view, travels);
    this.#showPanels(isLive && performance.now() - this.compared < compareMoment);
    this.#showInput(prepares);
    this.#tell(trace, isFinite, isSettled);
  }

  /** What goes into the network now; `x` is null where nothing is drawn. */
  #read() {
    const { network, source, samples } = this;
    if (this.sliders) return { x: this.sliders.values, prepared: null };
    const [rows, columns] = network.imageShape;
    const fit = (plane) => resampled(plane, rows, columns);
    if (source.kind === "sample") return this.#asImage(samples[source.index].values);
    if (source.kind === "given") return this.#asImage(floatsOf(this.data.start.image, 8));
    if (source.kind === "noise") {
      const next = randomNumbers(source.seed);
      return this.#asImage(Float64Array.from({ length: rows * columns }, () => next()));
    }
    const prepared = prepare(this.drawing.plane);
    if (!prepared) return { x: null, prepared: null };
    const plain = fit(unprepared(this.drawing.plane));
    const centred = fit(prepared.image);
    const [image, other] = byId("prepared").checked ? [centred, plain] : [plain, centred];
    return { x: image.values, image, prepared, other: other.values };
  }

  #asImage(x) {
    const [rows, columns] = this.network.imageShape;
    return { x, image: { rows, columns, values: x }, prepared: null };
  }

  #showPanels(isBrief = false) {
    this.inspector.show(this.view);
    if (!isBrief) {
      this.compare.show(this.view);
      this.compared = performance.now();
    }
    byId("mode-weight").checked = this.mode === "weight";
    byId("mode-product").checked = this.mode === "product";
    const count = this.network.sizes[0];
    byId("scale").textContent = scaleInWords(this.diagram.scale, this.network.sizes.length > 2);
    byId("inputs-shown").hidden = count <= 20;
    Object.assign(byId("first-input"), { max: String(count - mostInputs), value: String(this.firstInput) });
    const last = this.firstInput + mostInputs - 1;
    byId("first-input-said").textContent = `${this.network.imageShape ? "pixels" : "inputs"} ${this.firstInput} to ${last}`;
  }

  #showInput(prepares) {
    if (!this.pad) return;
    const { image, prepared, x } = this.read;
    const isDrawing = this.source.kind === "drawing";
    this.pad.shown = isDrawing ? null : image;
    if (!isDrawing) this.pad.paint();
    byId("undo").disabled = byId("clear").disabled = isDrawing && this.drawing.isEmpty;
    byId("prepared").disabled = !isDrawing;
    const [rows, columns] = this.network.imageShape;
    const plane = image ?? { rows, columns, values: new Float64Array(rows * columns) };
    const show = () => this.journey.show(plane, activationLimit(plane.values));
    if (prepares && prepared && byId("prepared").checked) this.journey.travel(prepared, this.drawing.values, show);
    else show();
    byId("seen-said").textContent = this.#seenInWords(isDrawing, x);
  }

  #seenInWords(isDrawing, x) {
    if (!isDrawing || !x) return "";
    const other = forward(this.view.network, this.read.other);
    const isPrepared = byId("prepared").checked;
    const words = answerInWords(this.network, other);
    const said = words[0].toLowerCase() + words.slice(1);
    return `${isPrepared ? "Taken as it lies" : "Scaled and centred"}, ${said}.`;
  }

  #tell(trace, isFinite, isSettled) {
    const [answer, how] = this.#answer(trace, isFinite);
    this.#say(answer, how);
    byId("doubt").textContent = this.#doubt();
    byId("command").textContent = this.#command();
    byId("command-note").hidden = this.source.kind !== "drawing" && this.source.kind !== "noise" && this.source.kind !== "given";
    byId("save-digit").hidden = !this.pad;
    if (!isSettled) return;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      byId("live-region").textContent = how ? `${answer}, ${how}` : answer;
      tellEmbedder(this.#forEmbedder(trace));
    }, quietMoment);
  }

  #answer(trace, isFinite) {
    if (!trace) return ["Nothing is drawn", "so there is nothing to read"];
    if (!isFinite) return ["No answer", "its sums are beyond all numbers"];
    return [answerInWords(this.view.network, trace), sureInWords(this.view.network, trace)];
  }

  #say(answer, how) {
    byId("answer").textContent = answer;
    byId("sure").textContent = how;
  }

  #doubt() {
    const { source, read, view } = this;
    if (source.kind === "noise" && view.trace)
      return "These pixels are chance. The network has never learnt to say “this is no digit”: how sure it is of nonsense is real.";
    if (source.kind === "drawing" && read.prepared?.doubt)
      return `This looks like ${read.prepared.doubt}, not one digit. The network answers all the same: how sure it is of nonsense is real.`;
    return "";
  }

  #forEmbedder(trace) {
    if (!trace || !this.view.trace) return { answer: null, label: null, outputs: [] };
    const answer = this.view.order[0];
    return { answer, label: this.network.labels[answer], outputs: [...trace.activations.at(-1)] };
  }

  #command() {
    const { source, samples, selected, data } = this;
    const sample = source.kind === "sample" ? samples[source.index] : null;
    const plain = source.kind === "drawing" ? !byId("prepared").checked : source.kind === "noise" || source.kind === "given";
    const known = sample && sample.sample >= 0 ? sample : null;
    const asIs = plain || Boolean(sample && !known);
    return filmCommand({ network: data.arguments, sample: known, inputs: this.sliders ? [...this.sliders.values] : null, asIs, selected });
  }

  /** The picture that gives the film the same pixels. */
  #filmPicture() {
    if (this.source.kind !== "drawing") return this.read.image;
    return byId("prepared").checked ? this.drawing.plane : paperOf(this.drawing.plane);
  }
}

/** The page's samples, in the network's shape. */
function samplesOf({ samples }, network) {
  if (!network.imageShape || !samples) return [];
  const [rows, columns] = network.imageShape;
  const size = samples.rows * samples.columns;
  const bytes = unpacked(bytesOf(samples.pixels), size * samples.labels.length);
  return samples.labels.map(({ digit, sample, label }, i) => {
    const values = Float64Array.from(bytes.subarray(i * size, (i + 1) * size), (byte) => byte / 255);
    const plane = resampled({ rows: samples.rows, columns: samples.columns, values }, rows, columns);
    return { digit, sample, label, values: plane.values };
  });
}

/** What the brightest neurons stand for, where that is more than 1. */
function scaleInWords({ hidden, outputs }, hasHidden) {
  const most = Math.max(hasHidden ? hidden : 1, outputs);
  if (most <= 1) return "activation, 0 to 1";
  return hasHidden && outputs <= 1
    ? `activation, 0 to ${written(hidden)} in hidden layers`
    : `activation, 0 to ${written(outputs)} in outputs${hasHidden ? `, ${written(hidden)} in hidden layers` : ""}`;
}

/** The first of the inputs side by side that are brightest together. */
function brightest(x, network) {
  const count = network.sizes[0];
  if (!x || count <= mostInputs) return 0;
  const sizes = x.map((value) => Math.min(Math.abs(value), 0.6));
  let [best, first, last] = [-1, 0, 0];
  for (let start = 0; start + mostInputs <= count; start++) {
    const lit = sizes.subarray(start, start + mostInputs).reduce((sum, size) => sum + size, 0);
    if (lit > best + 1e-9) [best, first, last] = [lit, start, start];
    else if (lit > best - 1e-9 && start === last + 1) last = start;
  }
  return (first + last) >> 1;
}

new Explorer(JSON.parse(byId("data").textContent));
