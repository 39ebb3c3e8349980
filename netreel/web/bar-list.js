/**
 * Rows of numbers with bars, one going on where the other ends, up to their total.
 * @module
 */
import { element } from "./dom.js";
import { counted, written } from "./words.js";

const rowHeight = 31;

/**
 * @typedef {object} Bars
 * @property {{from: number, value: number, name: string, how: string}[]} rows
 * @property {{count: number, value: number}} [rest] what is not in the rows
 * @property {number} [bias]
 * @property {number} [total] where bars add up: what to
 * @property {string} [sum] what that is called, if not z
 * @property {number} decimals
 * @property {number} [room] so many rows it may have: what is below does not move
 */

/** A list of rows in an element. */
export class BarList {
  /**
   * @param {HTMLElement} root
   * @param {{over: (from: number) => void, chosen: (from: number) => void}} told
   */
  constructor(root, told) {
    this.root = root;
    this.told = told;
  }

  /** @param {Bars} bars */
  show(bars) {
    const lines = linesOf(bars);
    const ends = lines.flatMap((line) => [line.start, line.end]);
    const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
    const place = (value) => (100 * (value - low)) / (high - low || 1);
    this.root.style.minHeight = `${(bars.room ?? 0) * rowHeight}px`;
    const focused = [...this.root.children].indexOf(document.activeElement?.closest("li"));
    this.root.replaceChildren(...lines.map((line) => this.#row(line, place, bars.decimals)));
    if (focused >= 0) this.root.children[focused]?.querySelector("button")?.focus();
  }

  #row(line, place, decimals) {
    const bar = element("span", { class: `bar ${line.role}` });
    const [from, to] = [place(line.start), place(line.end)];
    bar.style.left = `${Math.min(from, to)}%`;
    bar.style.width = `${Math.abs(to - from)}%`;
    const zero = element("span", { class: "zero" });
    zero.style.left = `${place(0)}%`;
    const cells = [
      element("span", { class: "name", textContent: line.name }),
      element("span", { class: "how", textContent: line.how }),
      element("span", { class: "track", "aria-hidden": "true" }, zero, bar),
      element("span", { class: `value ${line.role}`, textContent: signed(line.value, decimals) }),
    ];
    if (line.from === undefined) return element("li", { class: line.role }, element("div", { class: "row" }, ...cells));
    const button = element("button", { type: "button", class: "row" }, ...cells);
    for (const event of ["pointerenter", "focus"])
      button.addEventListener(event, () => this.told.over(line.from));
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => this.told.over(-1));
    button.addEventListener("click", () => this.told.chosen(line.from));
    return element("li", { class: line.role }, button);
  }
}

const signed = (value, decimals) =>
  (value > 0 && written(value, decimals) !== written(0, decimals) ? "+" : "") + written(value, decimals);

/** Where each bar begins and ends, in the order of the rows. @param {Bars} bars */
function linesOf({ rows, rest, bias, total, sum = "z" }) {
  const lines = [];
  let at = 0;
  const add = (line) => {
    const start = total === undefined ? 0 : at;
    at = start + line.value;
    lines.push({ how: "", ...line, start, end: at });
  };
  const role = (value) => (value < 0 ? "negative" : "positive");
  for (const row of rows) add({ ...row, role: role(row.value) });
  if (rest?.count) add({ value: rest.value, role: `${role(rest.value)} rest`, name: `${counted(rest.count, "other")}` });
  if (bias !== undefined) add({ value: bias, role: "bias", name: "bias" });
  if (total !== undefined) lines.push({ how: "", value: total, role: "total", name: sum, start: 0, end: total });
  return lines;
}
