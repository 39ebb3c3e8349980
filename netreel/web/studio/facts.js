/**
 * What is known of the frame that is shown: where its numbers were read, and what the check finds.
 * @module
 */
import { byId, element } from "../dom.js";
import { ask, isSuperseded, Newest } from "./api.js";
import { sentence } from "./knobs.js";

const quietMoment = 120;

/** @typedef {{text: string, source: string, box: [number, number, number, number]}} Told */
/** @typedef {{rule: string, what: string, limit: any, amount: any, boxes: [number, number, number, number][]}} Finding */

/** Boxes over the picture, and the same as lists. */
export class Facts {
  /** @param {(text: string) => void} said */
  constructor(said) {
    this.said = said;
    this.newest = new Newest();
    this.check = byId("check");
    this.check.addEventListener("change", () => this.#showFindings());
    const over = byId("boxes");
    over.addEventListener("pointermove", (event) => this.#point(event));
    over.addEventListener("pointerleave", () => this.#mark(null));
    this.clear();
  }

  get isChecking() {
    return this.check.checked;
  }

  /** @param {string} [problem] why nothing will be known */
  clear(problem = "") {
    clearTimeout(this.later);
    this.newest.end();
    this.numbers = [];
    this.findings = null;
    this.problem = problem;
    this.#show();
  }

  /** Whether it is known what is in the frame. */
  get areThere() {
    return Boolean(this.findings) && !this.problem;
  }

  /** Ask about a frame, once one stays with it. @param {import("./outline.js").Outline} outline @param {number} frame */
  of(outline, frame) {
    this.clear();
    this.outline = outline;
    this.later = setTimeout(() => this.#ask(`/api/views/${outline.key}/frames/${frame}.json`), quietMoment);
  }

  async #ask(address) {
    try {
      const told = await ask(address, { signal: this.newest.next() });
      this.numbers = told.numbers ?? [];
      this.findings = told.findings ?? [];
      this.#show();
    } catch (error) {
      if (isSuperseded(error)) return;
      this.problem = sentence(error.message);
      this.#show();
    }
  }

  #show() {
    byId("tip").hidden = true;
    byId("numbers-count").textContent = this.numbers.length ? String(this.numbers.length) : "";
    byId("numbers-none").hidden = this.numbers.length > 0;
    byId("numbers-list").replaceChildren(...this.numbers.map((number) => this.#row(number)));
    this.#showFindings();
  }

  #row(number) {
    const button = element("button", { type: "button" },
      element("b", { textContent: number.text }), element("code", { textContent: number.source }));
    for (const event of ["focus", "pointerenter"]) button.addEventListener(event, () => this.#mark(number));
    for (const event of ["blur", "pointerleave"]) button.addEventListener(event, () => this.#mark(null));
    return element("li", {}, button);
  }

  #showFindings() {
    const list = byId("findings");
    const found = this.isChecking ? this.findings : null;
    byId("check-part").hidden = !this.isChecking;
    byId("check-said").textContent = !found
      ? this.problem || "Looking at this frame …"
      : found.length ? `${found.length} ${found.length === 1 ? "thing" : "things"} to look at` : "Nothing found in this frame.";
    list.replaceChildren(...(found ?? []).map((finding) => findingRow(finding)));
    this.#drawBoxes();
  }

  #drawBoxes(marked = null) {
    const found = this.isChecking ? this.findings ?? [] : [];
    const boxes = found.flatMap((finding) => finding.boxes.map((box) => this.#box(box, "finding")));
    if (marked?.box) boxes.push(this.#box(marked.box, "number"));
    byId("boxes").replaceChildren(...boxes);
  }

  #box([x, y, width, height], kind) {
    const { outline } = this;
    const box = element("span", { class: kind });
    const share = (part, whole) => `${(100 * part) / whole}%`;
    Object.assign(box.style, {
      left: share(x, outline.width), top: share(y, outline.height),
      width: share(width, outline.width), height: share(height, outline.height),
    });
    return box;
  }

  #point(event) {
    if (!this.numbers.length) return;
    const area = byId("boxes").getBoundingClientRect();
    const x = ((event.clientX - area.left) / area.width) * this.outline.width;
    const y = ((event.clientY - area.top) / area.height) * this.outline.height;
    const slack = 6;
    const hit = this.numbers.filter(({ box: [left, top, width, height] }) =>
      x >= left - slack && x <= left + width + slack && y >= top - slack && y <= top + height + slack);
    hit.sort((one, other) => one.box[2] * one.box[3] - other.box[2] * other.box[3]);
    this.#mark(hit[0] ?? null);
  }

  /** Say where a number was read, beside it. @param {Told | null} number */
  #mark(number) {
    if (number === this.marked) return;
    this.marked = number;
    this.#drawBoxes(number);
    const tip = byId("tip");
    tip.hidden = !number;
    if (!number) return;
    tip.textContent = number.source;
    const [x, y, width, height] = number.box;
    const isLow = y + height > 0.8 * this.outline.height;
    const middle = Math.min(Math.max((x + width / 2) / this.outline.width, 0.16), 0.84);
    tip.style.left = `${100 * middle}%`;
    tip.style.top = `${(100 * (isLow ? y : y + height)) / this.outline.height}%`;
    tip.classList.toggle("above", isLow);
  }
}

/** @param {Finding} finding */
function findingRow({ rule, what, limit, amount }) {
  const parts = [element("b", { textContent: rule.replaceAll("_", " ") }), ` ${what}`];
  const numbers = [["is", amount], ["limit", limit]].filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (numbers.length) parts.push(element("small", { textContent: numbers.map(([name, value]) => `${name} ${inShort(value)}`).join(", ") }));
  return element("li", {}, ...parts);
}

const inShort = (value) => (typeof value === "number" ? String(Number(value.toPrecision(3))) : String(value));
