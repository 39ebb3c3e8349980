/**
 * Inputs that are no image: a slider and a field for each number.
 * @module
 */
import { byId, element } from "./dom.js";
import { inputName } from "./words.js";

/** Sliders for the inputs of a network. */
export class Sliders {
  /**
   * @param {import("./network.js").Network} network
   * @param {{values: number[], lows: number[], highs: number[]}} start
   * @param {(isSettled: boolean) => void} changed
   */
  constructor(network, start, changed) {
    this.values = Float64Array.from(start.values);
    this.fields = network.sizes[0] ? [...this.values.keys()].map((i) => this.#row(network, start, i, changed)) : [];
    byId("sliders").replaceChildren(...this.fields.map(({ row }) => row));
  }

  #row(network, { lows, highs }, i, changed) {
    const name = inputName(network, i);
    const [low, high] = [lows[i], highs[i]];
    const step = 10 ** (Math.floor(Math.log10(high - low)) - 2);
    const slider = element("input", { type: "range", min: low, max: high, step, id: `input-${i}` });
    const field = element("input", { type: "number", step: "any", "aria-label": `${name}, as a number` });
    const take = (from, isSettled) => {
      const value = Number(from.value);
      if (!Number.isFinite(value) || from.value === "") return;
      this.values[i] = value;
      for (const other of [slider, field]) if (other !== from) other.value = String(value);
      changed(isSettled);
    };
    for (const control of [slider, field]) {
      control.addEventListener("input", () => take(control, false));
      control.addEventListener("change", () => take(control, true));
    }
    const row = element("div", { class: "slider" }, element("label", { for: slider.id, textContent: name }), slider, field);
    slider.value = field.value = String(this.values[i]);
    return { row, slider, field };
  }

  /** @param {number[]} values */
  set(values) {
    this.values = Float64Array.from(values);
    this.fields.forEach(({ slider, field }, i) => (slider.value = field.value = String(values[i])));
  }
}
