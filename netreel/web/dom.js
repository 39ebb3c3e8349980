/**
 * Elements made and found. Text is always set as text.
 * @module
 */

/**
 * An element with properties and children; `class` and `aria-…` are attributes.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class" || name.startsWith("aria-") || name === "for" || name === "role") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/** The one element of an id. @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** Fill a select with options. @param {HTMLSelectElement} select @param {string[]} names */
export function fillSelect(select, names, chosen) {
  if (select.options.length !== names.length)
    select.replaceChildren(...names.map((name, value) => element("option", { value, textContent: name })));
  select.value = String(chosen);
}
