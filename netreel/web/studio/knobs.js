/**
 * The panel of knobs: one for each of a clip's params, with what it means, its reset, and what is
 * wrong with it; and the same as JSON.
 * @module
 */
import { byId, element } from "../dom.js";
import { controlOf } from "./controls.js";
import { changedOf, groups, inWords, isSame, knobsOf } from "./schema.js";

/** The right side of the page. */
export class Knobs {
  /**
   * @param {any} schema
   * @param {Record<string, HTMLElement>} own bodies of knobs that are made elsewhere: files
   * @param {object} told
   * @param {(params: Record<string, any>, what: string) => void} told.turned
   * @param {(text: string) => void} told.said
   */
  constructor(schema, own, told) {
    this.told = told;
    this.knobs = knobsOf(schema);
    this.params = {};
    /** @type {Map<string, {row: HTMLElement, control: any, reset: HTMLElement, problem: HTMLElement}>} */
    this.rows = new Map();
    for (const group of groups) this.#makeGroup(group, own);
    this.#listen();
  }

  #makeGroup({ name, title, isFolded }, own) {
    const knobs = this.knobs.filter((knob) => knob.group === name);
    if (!knobs.length) return;
    const rows = knobs.map((knob) => this.#makeRow(knob, own[knob.name]));
    const heading = element(isFolded ? "summary" : "h2", { textContent: title });
    byId("knobs").append(element(isFolded ? "details" : "section", { class: "group" }, heading, ...rows));
  }

  #makeRow(knob, own) {
    const { name, title } = knob;
    const control = own ? { body: own, main: own, show() {} } : controlOf(knob, (value) => this.turn(name, value));
    const reset = element("button", { type: "button", class: "quiet reset", textContent: "Reset", hidden: true });
    reset.setAttribute("aria-label", `Reset ${title} to ${inWords(knob.usual)}`);
    reset.addEventListener("click", () => this.#reset(knob));
    const label = element(control.main.matches("input, select") ? "label" : "span", { class: "name", id: `name-${name}`, textContent: title });
    if (label.tagName === "LABEL") label.htmlFor = control.main.id;
    else control.main.setAttribute("aria-labelledby", label.id);
    const help = element("p", { class: "note", id: `help-${name}`, textContent: sentence(knob.help) });
    const problem = element("p", { class: "problem", id: `problem-${name}`, hidden: true });
    control.main.setAttribute("aria-describedby", `${help.id} ${problem.id}`);
    const row = element("div", { class: `knob kind-${knob.kind}` }, element("div", { class: "top" }, label, reset), control.body, problem, help);
    row.dataset.knob = name;
    this.rows.set(name, { row, control, reset, problem });
    return row;
  }

  #listen() {
    byId("reset-all").addEventListener("click", () => {
      this.#change({}, "");
      this.told.said("All knobs are as the clip has them.");
    });
    const tabs = [byId("tab-knobs"), byId("tab-json")];
    for (const tab of tabs) {
      tab.addEventListener("click", () => this.#open(tabs, tab));
      tab.addEventListener("keydown", (event) => this.#arrow(tabs, tab, event));
    }
    const text = byId("json");
    text.addEventListener("input", () => {
      clearTimeout(this.reading);
      this.reading = setTimeout(() => this.#readJson(), 400);
    });
    text.addEventListener("blur", () => this.#showJson());
  }

  #open(tabs, chosen) {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
    chosen.focus();
    this.#showJson();
  }

  #arrow(tabs, tab, event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    this.#open(tabs, tabs.find((other) => other !== tab));
  }

  #reset(knob) {
    this.turn(knob.name, knob.usual);
    const { body } = this.rows.get(knob.name).control;
    (body.matches("input, select") ? body : body.querySelector("input:checked, input, button")).focus();
    this.told.said(`${knob.title} is ${inWords(knob.usual)} again.`);
  }

  /** Take a new value of one knob. @param {string} name @param {any} value */
  turn(name, value) {
    this.#change({ ...this.params, [name]: value }, name);
  }

  #change(params, what) {
    const changed = changedOf(params, this.knobs);
    if (isSame(changed, this.params)) return;
    this.show(changed);
    this.told.turned(changed, what);
  }

  /** Show params that come from elsewhere. @param {Record<string, any>} params */
  show(params) {
    this.params = changedOf(params, this.knobs);
    for (const { name, usual } of this.knobs) {
      const { row, control, reset } = this.rows.get(name);
      const isChanged = name in this.params;
      control.show(isChanged ? this.params[name] : usual);
      row.classList.toggle("changed", isChanged);
      reset.hidden = !isChanged;
      if (isChanged) openAround(row);
    }
    const count = Object.keys(this.params).length;
    byId("reset-all").hidden = count === 0;
    byId("reset-all").textContent = count === 1 ? "Reset it" : `Reset all ${count}`;
    this.#showJson();
  }

  #showJson() {
    const text = byId("json");
    if (document.activeElement === text) return;
    text.value = JSON.stringify(this.params, null, 2);
    this.#sayOfJson("");
  }

  #readJson() {
    try {
      const params = JSON.parse(byId("json").value || "{}");
      if (!params || typeof params !== "object" || Array.isArray(params)) throw new Error("expected { … }");
      this.#sayOfJson("");
      this.#change(params, "json");
    } catch (error) {
      this.#sayOfJson(`This is no JSON object yet: ${error.message}`);
    }
  }

  #sayOfJson(text) {
    byId("json-problem").textContent = text;
    byId("json-problem").hidden = !text;
    byId("json").setAttribute("aria-invalid", String(Boolean(text)));
  }

  /**
   * Say what is wrong at the fields where it is.
   * @param {{field: string, message: string}[]} errors
   * @returns {string} what belongs to no field
   */
  showProblems(errors) {
    for (const [name, { row, control, problem }] of this.rows) {
      const own = errors.filter(({ field }) => field.split(".")[0] === name).map(({ message }) => sentence(message));
      problem.textContent = own.join(" ");
      problem.hidden = !own.length;
      row.classList.toggle("wrong", own.length > 0);
      if (control.main.matches("input, select, [role=radiogroup]")) control.main.setAttribute("aria-invalid", String(own.length > 0));
      if (own.length) openAround(row);
    }
    const others = errors.filter(({ field }) => !this.rows.has(field.split(".")[0]));
    return others.map(({ message }) => sentence(message)).join(" ");
  }
}

function openAround(row) {
  const fold = row.closest("details");
  if (fold) fold.open = true;
}

/** With a capital, and a full stop. @param {string} text */
export function sentence(text) {
  if (!text) return "";
  return text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
