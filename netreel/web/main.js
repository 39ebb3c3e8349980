/**
 * The explorer: one draws, the network reads, everything shows it.
 * @module
 */
import { Break } from "./break.js";
import { Compare } from "./compare.js";
import { Diagram } from "./diagram.js";
import { byId } from "./dom.js";
import { Inspector } from "./inspector.js";
import { ofFragment, toFragment } from "./link.js";
import { contributions, forward, isFinitePass, readNetwork } from "./network.js";
import { mostInputs } from "./places.js";
import { brightest } from "./samples.js";
import { canvasOf, copyText, filmCommand, savePicture, tellEmbedder } from "./share.js";
import { Source } from "./source.js";
import { answerInWords, answerOf, doubtInWords, scaleInWords, sureInWords } from "./words.js";

const hideable = ["samples", "preparation", "network", "neuron", "compare", "break", "share"];
const quietMoment = 400;
const compareMoment = 120;

/** The page as a whole. */
class Explorer {
  /** @param {any} data what the page was made with */
  constructor(data) {
    this.data = data;
    this.network = readNetwork(data);
    this.mode = "weight";
    this.selected = { layer: data.start.layer, neuron: data.start.neuron };
    this.isFocused = false;
    this.firstInput = -1;
    this.isInputChosen = false;
    this.hidden = [...data.hide];
    this.source = new Source(data, this.network, {
      changed: (how) => this.refresh(how),
      soon: () => this.soon(),
      said: (answer, how) => this.#say(answer, how),
    });
    this.#makePanels();
    this.#listen();
    this.#apply(location.hash, true);
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
    const labelled = this.source.samples.filter(({ label }) => label >= 0);
    this.breaking = new Break(this.network, labelled, () => this.refresh());
  }

  #listen() {
    const on = (id, event, act) => byId(id).addEventListener(event, act);
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
    on("copy-link", "click", () => {
      history.replaceState(null, "", `#${this.fragment()}`);
      copyText(location.href, "The link is copied: it holds the drawing too.");
    });
    on("copy-command", "click", () => copyText(byId("command").textContent, "The command is copied."));
    on("save-digit", "click", () => savePicture(canvasOf(this.source.picture), "digit.png"));
    addEventListener("hashchange", () => this.#apply(location.hash));
    for (const media of ["(prefers-color-scheme: light)", "print"])
      matchMedia(media).addEventListener("change", () => this.#repaint());
    new ResizeObserver(() => this.view && this.#showPanels()).observe(byId("inspector"));
  }

  /** Take over what a fragment says. */
  #apply(hash, isFirst = false) {
    const known = { samples: this.source.samples.length, hideable };
    const state = ofFragment(hash, this.network, known);
    this.source.apply(state);
    if (state.neuron) this.selected = { layer: state.neuron[0], neuron: state.neuron[1] };
    this.isFocused = Boolean(state.focus);
    this.mode = state.mode ?? "weight";
    this.firstInput = state.first ?? -1;
    this.compare.pair = state.pair ?? null;
    this.breaking.apply(state.damage);
    if (state.hide) this.hidden = state.hide;
    for (const name of hideable)
      for (const part of document.querySelectorAll(`.part-${name}`))
        part.classList.toggle("left-out", this.hidden.includes(name));
    this.refresh({ isSettled: true, travels: isFirst });
  }

  /** The state of the page, for its address. */
  fragment() {
    return toFragment({
      ...this.source.state(),
      neuron: [this.selected.layer, this.selected.neuron],
      focus: this.isFocused,
      mode: this.mode === "weight" ? undefined : this.mode,
      first: this.firstInput,
      pair: this.compare.pair ?? undefined,
      damage: this.breaking.state(),
      hide: this.hidden.length ? this.hidden : undefined,
    });
  }

  #turnTheme() {
    const { documentElement } = document;
    const isLight = getComputedStyle(documentElement).getPropertyValue("--is-light").trim() === "yes";
    documentElement.dataset.theme = isLight ? "dark" : "light";
    this.#repaint();
  }

  #repaint() {
    this.source.pad?.paint();
    this.refresh();
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
  #telling(x, trace) {
    const { layer, neuron } = this.selected;
    if (!trace || !this.isFocused || layer !== 1) return brightest(x, this.network);
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
    const reading = this.source.read();
    this.view = this.#viewOf(reading);
    this.breaking.show();
    this.diagram.show(this.view, travels);
    this.#showPanels(isLive && performance.now() - this.compared < compareMoment);
    this.source.show(reading, prepares);
    this.#tell(reading, isSettled);
  }

  /** @returns {import("./diagram.js").View} */
  #viewOf({ x }) {
    const { network } = this.breaking;
    const passed = x ? forward(network, x) : null;
    const trace = passed && isFinitePass(passed) ? passed : null;
    if (this.firstInput < 0) this.firstInput = this.#telling(x, trace);
    const { order, neurons } = trace
      ? answerOf(network, trace)
      : { order: [...network.labels.keys()], neurons: [] };
    const { mode, firstInput, selected, isFocused } = this;
    return { network, trace, mode, firstInput, order, answer: neurons, selected, isFocused };
  }

  #showPanels(isBrief = false) {
    this.inspector.show(this.view);
    if (!isBrief) {
      this.compare.show(this.view);
      this.compared = performance.now();
    }
    byId("mode-weight").checked = this.mode === "weight";
    byId("mode-product").checked = this.mode === "product";
    byId("scale").textContent = scaleInWords(this.diagram.scale, this.network.sizes.length > 2);
    const count = this.network.sizes[0];
    byId("inputs-shown").hidden = count <= 20;
    const slider = { max: String(count - mostInputs), value: String(this.firstInput) };
    Object.assign(byId("first-input"), slider);
    const last = this.firstInput + mostInputs - 1;
    const noun = this.network.imageShape ? "pixels" : "inputs";
    byId("first-input-said").textContent = `${noun} ${this.firstInput} to ${last}`;
  }

  #tell(reading, isSettled) {
    const { source, view } = this;
    const [answer, how] = this.#answer(reading);
    this.#say(answer, how);
    byId("doubt").textContent = view.trace ? doubtInWords(source.now.kind, reading.prepared) : "";
    byId("seen-said").textContent = this.#otherwise(reading);
    const film = source.forFilm;
    byId("command").textContent = filmCommand({ network: this.data.arguments, selected: this.selected, ...film });
    byId("command-note").hidden = !film.isPicture;
    byId("save-digit").hidden = !source.pad || !reading.x;
    if (!isSettled) return;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      byId("live-region").textContent = how ? `${answer}, ${how}` : answer;
      tellEmbedder(this.#forEmbedder());
    }, quietMoment);
  }

  #answer({ x }) {
    const { network, trace } = this.view;
    if (!x) return ["Nothing is drawn", "so there is nothing to read"];
    if (!trace) return ["No answer", "its sums are beyond all numbers"];
    return [answerInWords(network, trace), sureInWords(network, trace)];
  }

  /** What would be said of a drawing without the preparation, or with it. */
  #otherwise({ other }) {
    const pass = other ? forward(this.view.network, other) : null;
    if (!pass || !isFinitePass(pass)) return "";
    const words = answerInWords(this.network, pass);
    const how = byId("prepared").checked ? "Taken as it lies" : "Scaled and centred";
    return `${how}, ${words[0].toLowerCase()}${words.slice(1)}.`;
  }

  #say(answer, how) {
    byId("answer").textContent = answer;
    byId("sure").textContent = how;
  }

  #forEmbedder() {
    const { trace, order } = this.view;
    if (!trace) return { answer: null, label: null, outputs: [] };
    const [answer] = order;
    return { answer, label: this.network.labels[answer], outputs: [...trace.activations.at(-1)] };
  }
}

new Explorer(JSON.parse(byId("data").textContent));
