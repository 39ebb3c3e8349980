/**
 * The state of the page in its address: a link reopens clip, params and time.
 * @module
 */

/**
 * @typedef {object} Place
 * @property {Record<string, any>} params what differs from the default
 * @property {number | null} seconds
 * @property {string} beat its name, or ""
 * @property {string} quality
 */

export const usualQuality = "m";

/** @param {string} search of an address @returns {Place} what is nonsense is left out */
export function ofSearch(search) {
  const query = new URLSearchParams(search);
  const seconds = query.has("t") ? Number(query.get("t")) : NaN;
  const quality = query.get("q") ?? "";
  return {
    params: objectOf(query.get("p")),
    seconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
    beat: query.get("b") ?? "",
    quality: /^[lmhpk]$/.test(quality) ? quality : usualQuality,
  };
}

/** @param {Partial<Place>} place */
export function toSearch({ params = {}, seconds = null, quality = usualQuality }) {
  const query = new URLSearchParams();
  if (Object.keys(params).length) query.set("p", JSON.stringify(params));
  if (seconds !== null) query.set("t", String(Number(seconds.toFixed(3))));
  if (quality !== usualQuality) query.set("q", quality);
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

function objectOf(text) {
  try {
    const found = JSON.parse(text ?? "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
}

/** Params that say what goes in: they are taken from clip to clip. */
const carried = ["digit", "sample", "image", "as_is", "inputs", "network", "activations", "labels", "input_names",
  "pixels", "mean", "std", "inverted", "batch_norm", "theme", "aspect"];

/** What of params suits every clip. @param {Record<string, any>} params */
export function carriedOf(params) {
  return Object.fromEntries(Object.entries(params).filter(([name]) => carried.includes(name)));
}

/** Writes the address: what is changed can be gone back from, where one looks cannot. */
export class Address {
  /** @param {(place: Place) => void} moved by the back or the forward button */
  constructor(moved) {
    addEventListener("popstate", () => {
      clearTimeout(this.later);
      moved(ofSearch(location.search));
    });
  }

  /** @param {Partial<Place>} place @param {string} [what] the same again is no step of its own */
  push(place, what = "") {
    clearTimeout(this.later);
    const isSame = what && what === this.last && performance.now() - this.when < 1500;
    this.last = what;
    this.when = performance.now();
    history[isSame ? "replaceState" : "pushState"](null, "", this.#of(place));
  }

  /** Soon, and once: browsers refuse a hundred writes in a moment. @param {Partial<Place>} place */
  replace(place) {
    clearTimeout(this.later);
    this.later = setTimeout(() => history.replaceState(null, "", this.#of(place)), 250);
  }

  #of(place) {
    return `${location.pathname}${toSearch(place)}`;
  }
}
