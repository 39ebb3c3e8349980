/**
 * A clip's params as knobs, read from their JSON schema.
 * @module
 */

/**
 * @typedef {object} Knob
 * @property {string} name as the command has it
 * @property {string} title for people
 * @property {"number" | "choice" | "switch" | "list" | "file" | "text"} kind
 * @property {string} group
 * @property {string} help
 * @property {any} usual the default
 * @property {boolean} isOptional whether null is a value
 * @property {boolean} isWhole of numbers and lists of numbers
 * @property {boolean} isNumeric of lists
 * @property {number | null} least
 * @property {number | null} most
 * @property {string[]} choices
 */

/** In this order on the page; what few need is folded. */
export const groups = [
  { name: "input", title: "What goes in", isFolded: false },
  { name: "clip", title: "This clip", isFolded: false },
  { name: "look", title: "Look", isFolded: false },
  { name: "reading", title: "How pictures and networks are read", isFolded: true },
];
const groupNames = { "What goes in": "input", "This clip": "clip", Look: "look", Network: "reading" };
const own = { image: "input", network: "input", as_is: "reading", inputs: "reading" };
const first = ["image", "digit", "sample", "network"];

/** @param {any} schema @returns {Knob[]} */
export function knobsOf(schema) {
  const knobs = Object.entries(schema.properties ?? {}).map(([name, form]) => knobOf(name, form, schema.$defs ?? {}));
  const rank = ({ name }) => (first.includes(name) ? first.indexOf(name) : first.length);
  return knobs.sort((one, other) => rank(one) - rank(other));
}

function knobOf(name, told, defs) {
  const options = (told.anyOf ?? [told]).map((each) => ({ ...told, ...resolved(each, defs) }));
  const isOptional = options.some(({ type }) => type === "null");
  const form = options.find(({ type }) => type !== "null") ?? told;
  const kind = told["x-kind"] ?? kindOf(form);
  return {
    name,
    title: titleOf(name),
    kind,
    group: own[name] ?? groupNames[told["x-group"]] ?? "clip",
    help: told.description ?? "",
    usual: told.default ?? null,
    isOptional,
    ...numbersOf(form),
    choices: (form.enum ?? (form.const === undefined ? [] : [form.const])).map(String),
  };
}

function numbersOf(form) {
  const items = form.prefixItems?.[0] ?? form.items ?? {};
  const types = [form.type, items.type];
  return {
    isWhole: types.includes("integer"),
    isNumeric: types.includes("integer") || types.includes("number"),
    least: form.minimum ?? form.exclusiveMinimum ?? null,
    most: form.maximum ?? form.exclusiveMaximum ?? null,
  };
}

function resolved(form, defs) {
  const name = form.$ref?.split("/").at(-1);
  return name ? defs[name] ?? {} : form;
}

function kindOf(form) {
  if (form.enum) return "choice";
  if (form.type === "boolean") return "switch";
  if (form.type === "integer" || form.type === "number") return "number";
  if (form.type === "array") return "list";
  return form.format?.includes("path") ? "file" : "text";
}

const titles = { as_is: "Take the picture as it is", image: "Your digit", network: "Your network",
  inverted: "Dark ink on bright paper", std: "Standard deviation", captions: "Captions in the picture" };

/** "think_time" becomes "Think time". @param {string} name */
export function titleOf(name) {
  const words = name.replaceAll("_", " ");
  return titles[name] ?? words[0].toUpperCase() + words.slice(1);
}

/** Whether two values of params are the same. */
export function isSame(one, other) {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** What differs from the defaults, in the knobs' order. @param {Record<string, any>} params @param {Knob[]} knobs */
export function changedOf(params, knobs) {
  const known = knobs.filter(({ name, usual }) => name in params && !isSame(params[name], usual));
  const strange = Object.entries(params).filter(([name]) => !knobs.some((knob) => knob.name === name));
  return Object.fromEntries([...known.map(({ name }) => [name, params[name]]), ...strange]);
}

/** A value in words. @param {any} value */
export function inWords(value) {
  if (value === null || value === undefined) return "chosen by the clip";
  if (Array.isArray(value)) return value.length ? value.join(", ") : "none";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/**
 * A list as somebody typed it.
 * @param {string} text commas between
 * @param {Knob} knob
 * @returns {any[] | null} the default of nothing typed
 */
export function listOf(text, knob) {
  const parts = text.split(",").map((part) => part.trim()).filter(Boolean);
  if (!parts.length) return knob.isOptional ? null : [];
  return parts.map((part) => (knob.isNumeric && Number.isFinite(Number(part)) ? Number(part) : part));
}
