/**
 * A button over each neuron of the diagram: for pointers, for keys, for listeners.
 * One of them takes the tab key; arrows go to the others.
 * @module
 */
import { neuronName, written } from "./words.js";

/** The buttons of a diagram. */
export class NeuronButtons {
  /**
   * @param {HTMLElement} root
   * @param {(layer: number, neuron: number) => void} choose
   * @param {(over: {layer: number, neuron: number} | null) => void} point
   */
  constructor(root, choose, point) {
    this.root = root;
    this.choose = choose;
    this.point = point;
    this.group = document.createElement("div");
    this.group.className = "neurons";
    this.group.setAttribute("role", "group");
    this.group.setAttribute("aria-label", "Neurons: arrow keys go from one to the next");
    root.append(this.group);
    this.group.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {import("./places.js").Places} places */
  place(places, view) {
    const focused = this.group.contains(document.activeElement) ? document.activeElement.dataset : null;
    this.columns = places.columns.map((column, layer) =>
      column.filter((slot) => slot.neuron >= 0).map((slot) => this.#button(layer, slot)),
    );
    this.group.replaceChildren(...this.columns.flat());
    const found = (place) => place && this.#find(Number(place.layer), Number(place.neuron));
    this.#rove(found(focused) ?? found(view.selected) ?? this.columns[0][0], Boolean(focused));
    this.name(view);
  }

  #find(layer, neuron) {
    return this.columns[layer]?.find((button) => button.dataset.neuron === String(neuron));
  }

  #button(layer, { neuron, x, y }) {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    Object.assign(button.dataset, { layer, neuron });
    Object.assign(button.style, { left: `${x}px`, top: `${y}px` });
    button.addEventListener("click", () => this.choose(layer, neuron));
    for (const event of ["pointerenter", "focus"])
      button.addEventListener(event, () => this.point({ layer, neuron }));
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => this.point(null));
    return button;
  }

  /** Say of each its activation. */
  name(view) {
    this.columns.forEach((column, layer) => {
      for (const button of column) {
        const neuron = Number(button.dataset.neuron);
        const value = view.trace ? written(view.trace.activations[layer][neuron]) : "nothing read";
        button.setAttribute("aria-label", `${neuronName(view.network, layer, neuron)}: ${value}`);
        const { selected } = view;
        const isChosen = view.isFocused && selected.layer === layer && selected.neuron === neuron;
        button.setAttribute("aria-pressed", String(isChosen));
      }
    });
  }

  #key(event) {
    const { layer } = event.target.dataset;
    const [column, row] = [Number(layer), this.columns[layer].indexOf(event.target)];
    const next = {
      ArrowDown: () => this.columns[column][row + 1],
      ArrowUp: () => this.columns[column][row - 1],
      ArrowRight: () => this.#beside(column + 1, event.target),
      ArrowLeft: () => this.#beside(column - 1, event.target),
      Home: () => this.columns[column][0],
      End: () => this.columns[column].at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    this.#rove(next(), true);
  }

  /** The button of another column at about the same height. */
  #beside(layer, button) {
    const height = (one) => parseFloat(one.style.top);
    const off = (one) => Math.abs(height(one) - height(button));
    return this.columns[layer]?.reduce((a, b) => (off(b) < off(a) ? b : a));
  }

  #rove(button, withFocus) {
    if (!button) return;
    for (const each of this.columns.flat()) each.tabIndex = each === button ? 0 : -1;
    if (withFocus) button.focus();
  }
}
