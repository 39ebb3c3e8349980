/**
 * One control for each kind of knob. A control shows a value, and tells of a new one.
 * @module
 */
import { element } from "../dom.js";
import { inWords, listOf } from "./schema.js";

/** @typedef {import("./schema.js").Knob} Knob */
/**
 * @typedef {object} Control
 * @property {HTMLElement} body
 * @property {HTMLElement} main what a label names and an error is said at
 * @property {(value: any) => void} show
 */

const fewChoices = 4;

/** @param {Knob} knob @param {(value: any) => void} told @returns {Control} */
export function controlOf(knob, told) {
  if (knob.kind === "number") return numberControl(knob, told);
  if (knob.kind === "switch") return switchControl(knob, told);
  if (knob.kind === "choice") return choiceControl(knob, told);
  return textControl(knob, told);
}

const idOf = ({ name }) => `knob-${name}`;

/** A number; where both its ends are known, a slider beside it. */
function numberControl(knob, told) {
  const { least, most, isWhole } = knob;
  const step = isWhole ? 1 : "any";
  const bounds = { ...(least === null ? {} : { min: String(least) }), ...(most === null ? {} : { max: String(most) }) };
  const field = element("input", { type: "number", id: idOf(knob), step, ...bounds, placeholder: knob.isOptional ? "auto" : "" });
  const given = (text) => (text === "" ? knob.usual : Number(text));
  field.addEventListener("input", () => field.validity.badInput || told(given(field.value)));
  const slider = least === null || most === null ? null : sliderOf(knob, bounds, (value) => told(value));
  const show = (value) => {
    if (document.activeElement !== field || given(field.value) !== value) field.value = value ?? "";
    if (slider) slider.value = String(value ?? least);
  };
  const body = element("div", { class: slider ? "number with-slider" : "number" }, ...(slider ? [slider] : []), field);
  return { body, main: field, show };
}

function sliderOf(knob, bounds, told) {
  const step = knob.isWhole ? 1 : (knob.most - knob.least) / 100;
  const slider = element("input", { type: "range", ...bounds, step: String(step), "aria-label": knob.title });
  slider.addEventListener("input", () => told(Number(slider.value)));
  return slider;
}

function switchControl(knob, told) {
  const field = element("input", { type: "checkbox", id: idOf(knob), role: "switch" });
  field.addEventListener("change", () => told(field.checked));
  return { body: element("div", { class: "switch" }, field), main: field, show: (value) => (field.checked = Boolean(value)) };
}

function choiceControl(knob, told) {
  const values = knob.isOptional ? [null, ...knob.choices] : knob.choices;
  return values.length > fewChoices ? selectControl(knob, values, told) : radioControl(knob, values, told);
}

const choiceName = (value) => (value === null ? "auto" : value);

function selectControl(knob, values, told) {
  const options = values.map((value, at) => element("option", { value: String(at), textContent: choiceName(value) }));
  const field = element("select", { id: idOf(knob) }, ...options);
  field.addEventListener("change", () => told(values[Number(field.value)]));
  const show = (value) => (field.value = String(values.indexOf(value ?? null)));
  return { body: field, main: field, show };
}

function radioControl(knob, values, told) {
  const buttons = values.map((value) => {
    const button = element("input", { type: "radio", name: idOf(knob) });
    button.addEventListener("change", () => told(value));
    return button;
  });
  const labels = buttons.map((button, at) => element("label", {}, button, element("span", { textContent: choiceName(values[at]) })));
  const body = element("div", { class: "segments", role: "radiogroup", id: idOf(knob) }, ...labels);
  const show = (value) => buttons.forEach((button, at) => (button.checked = values[at] === (value ?? null)));
  return { body, main: body, show };
}

/** A list or a text: told when it is left, or a moment after the last letter. */
function textControl(knob, told) {
  const field = element("input", { type: "text", id: idOf(knob), autocomplete: "off", spellcheck: false });
  field.placeholder = knob.kind === "list" ? `${inWords(knob.usual)} (commas between)` : inWords(knob.usual);
  const read = () => (knob.kind === "list" ? listOf(field.value, knob) : field.value || knob.usual);
  let later;
  const tell = () => {
    clearTimeout(later);
    told(read());
  };
  field.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(tell, 400);
  });
  field.addEventListener("change", tell);
  const show = (value) => {
    if (document.activeElement === field) return;
    field.value = Array.isArray(value) ? value.join(", ") : value ?? "";
  };
  return { body: field, main: field, show };
}
