/**
 * Posters come when they are nearly seen, and a few at a time: the server draws them one by one.
 * @module
 */

const atOnce = 3;
const firstWait = 800;
const longestWait = 6000;

/** Loads pictures in the order in which they come into view. */
export class Posters {
  /** @param {(clip: string) => string} address */
  constructor(address) {
    this.address = address;
    this.clips = new WeakMap();
    this.waiting = new Set();
    this.going = 0;
    this.seer = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: "300px 0px" });
  }

  /** @param {HTMLImageElement} picture @param {string} clip */
  watch(picture, clip) {
    this.clips.set(picture, clip);
    this.seer.observe(picture);
  }

  #see(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.waiting.add(target);
      else this.waiting.delete(target);
    }
    this.#next();
  }

  #next() {
    for (const picture of this.waiting) {
      if (this.going >= atOnce) return;
      this.waiting.delete(picture);
      this.seer.unobserve(picture);
      this.#load(picture);
    }
  }

  async #load(picture) {
    this.going++;
    const address = await this.#loaded(this.address(this.clips.get(picture)));
    this.going--;
    if (address) {
      picture.addEventListener("load", () => picture.classList.add("drawn"), { once: true });
      picture.src = address;
    } else picture.parentNode.classList.add("missing");
    this.#next();
  }

  /** Where the server is busy it is asked again; where it cannot draw the clip it is not. */
  async #loaded(address) {
    for (let wait = firstWait; ; wait = Math.min(1.5 * wait, longestWait)) {
      const answer = await fetch(address).catch(() => null);
      if (answer?.ok) return URL.createObjectURL(await answer.blob());
      if (answer?.status !== 503) return "";
      await new Promise((done) => setTimeout(done, wait));
    }
  }
}
