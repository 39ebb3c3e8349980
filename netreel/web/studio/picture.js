/**
 * The picture: a frame as it is rendered, the draft that plays above it, or what went wrong.
 * @module
 */
import { byId, element } from "../dom.js";
import { isSuperseded, Newest, picture as fetchPicture, Refusal } from "./api.js";

const patience = 90;
const mostKept = 48;

/** The stage. */
export class Picture {
  /** @param {object} told @param {(error: any) => void} told.failed @param {(frame: number) => void} told.shown */
  constructor(told) {
    this.told = told;
    this.still = byId("still");
    this.draft = byId("draft");
    this.newest = new Newest();
    this.isExpected = this.isLoading = false;
    /** @type {Map<string, string>} addresses of frames that are here */
    this.kept = new Map();
    this.#listen();
  }

  #listen() {
    for (const button of document.querySelectorAll('input[name="size"]'))
      button.addEventListener("change", () => this.setSize(button.value));
  }

  /** @param {string} size fit, full or phone */
  setSize(size) {
    this.size = size;
    sessionStorage.setItem("size", size);
    byId("frame").dataset.size = size;
    for (const button of document.querySelectorAll('input[name="size"]')) button.checked = button.value === size;
    this.#measure();
  }

  /** Take a view whose frames are shown from now on. @param {import("./outline.js").Outline} outline */
  setOutline(outline) {
    this.outline = outline;
    this.#measure();
  }

  #measure() {
    if (!this.outline) return;
    const { width, height } = this.outline;
    const { style } = byId("picture");
    byId("frame").style.setProperty("--shape", String(width / height));
    style.width = this.size === "full" ? `${width / devicePixelRatio}px` : "";
  }

  /** Something to look at until the first frame is here. @param {string} address */
  showPoster(address) {
    if (this.still.src) return;
    this.still.src = address;
    this.still.hidden = false;
    this.still.addEventListener("error", () => (this.still.hidden = true), { once: true });
  }

  address(frame) {
    return `/api/views/${this.outline.key}/frames/${frame}.png`;
  }

  /**
   * Show a frame; the newest wins.
   * @param {number} frame
   * @param {boolean} isMoving whether more follow at once: it is waited a moment then
   */
  async show(frame, isMoving = false) {
    this.wanted = frame;
    clearTimeout(this.later);
    const address = this.address(frame);
    if (this.kept.has(address)) return this.#set(frame, this.kept.get(address));
    this.newest.end();
    this.#busy(true);
    if (isMoving) this.later = setTimeout(() => this.#load(frame, address), patience);
    else await this.#load(frame, address);
  }

  async #load(frame, address) {
    const signal = this.newest.next();
    try {
      const blob = await fetchPicture(address, signal);
      if (!signal.aborted) await this.#set(frame, this.#keep(address, URL.createObjectURL(blob)));
    } catch (error) {
      if (isSuperseded(error) || signal.aborted) return;
      this.#busy(false);
      if (!(error instanceof Refusal) || error.status !== 404) this.told.failed(error);
    }
  }

  #keep(address, place) {
    this.kept.set(address, place);
    if (this.kept.size > mostKept) {
      const [oldest, its] = this.kept.entries().next().value;
      this.kept.delete(oldest);
      URL.revokeObjectURL(its);
    }
    return place;
  }

  async #set(frame, place) {
    const next = new Image();
    next.src = place;
    await next.decode().catch(() => {});
    if (frame !== this.wanted) return;
    this.still.src = place;
    this.still.hidden = false;
    this.draft.hidden = true;
    this.frame = frame;
    this.#busy(false);
    this.told.shown(frame);
  }

  /** No frame is waited for any more. */
  rest() {
    clearTimeout(this.later);
    this.newest.end();
    this.#busy(false);
  }

  /** What a listener hears of the picture. @param {string} text */
  describe(text) {
    if (this.still.alt !== text) this.still.alt = text;
  }

  /** Whether another view is on its way: until then this picture is the one from before. */
  expect(isExpected) {
    this.isExpected = isExpected;
    this.#busy(this.isLoading);
  }

  #busy(isLoading) {
    this.isLoading = isLoading;
    byId("stage").setAttribute("aria-busy", String(isLoading || this.isExpected));
  }

  /** Say what is happening in a corner of the picture. @param {string} text */
  note(text) {
    byId("note").textContent = text;
    byId("note").hidden = !text;
  }

  /** Show what the clip raised where the picture would be; null when it is mended. */
  fault(raised) {
    const card = byId("fault");
    card.hidden = !raised;
    byId("picture").classList.toggle("faulty", Boolean(raised));
    if (!raised) return card.replaceChildren();
    this.rest();
    card.replaceChildren(...faultParts(raised));
  }
}

/** @param {{message: string, file?: string, line?: number, source?: string, trace?: string}} raised */
function faultParts({ message, file, line, source, trace }) {
  const parts = [element("h2", { textContent: "The clip stopped with an error" }), element("p", { class: "message", textContent: message })];
  if (file) parts.push(element("p", { class: "where", textContent: line ? `${file}, line ${line}` : file }));
  if (source) parts.push(element("pre", { tabIndex: 0 }, element("span", { class: "line", textContent: String(line ?? "") }), source.trim()));
  if (trace) {
    const whole = element("pre", { textContent: trace, tabIndex: 0 });
    parts.push(element("details", {}, element("summary", { textContent: "All of the trace" }), whole));
  }
  parts.push(element("p", { class: "note", textContent: "Mend it and save: the picture comes back by itself." }));
  return parts;
}
