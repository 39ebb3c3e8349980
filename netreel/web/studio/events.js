/**
 * What the server tells by itself, over one stream: a browser has six connections for all tabs of
 * an origin, so a tab takes one, and none while nobody looks at it.
 * @module
 */
import { pageName } from "./api.js";

const kinds = ["outline", "still", "draft", "fault", "invalid", "stale", "worker", "render"];
const firstWait = 500;
const longestWait = 8000;

/** A stream that comes back by itself. */
export class Events {
  /**
   * @param {Record<string, (data: any) => void>} heard by kind
   * @param {object} told
   * @param {() => void} told.opened also when it is open again
   * @param {() => void} told.lost the server does not answer
   */
  constructor(heard, told) {
    Object.assign(this, { heard, told, wait: firstWait });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()));
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    if (!document.hidden) this.open();
  }

  open() {
    if (this.stream) return;
    clearTimeout(this.again);
    this.stream = new EventSource(`/api/events?page=${pageName}`);
    this.stream.addEventListener("open", () => {
      this.wait = firstWait;
      this.told.opened();
    });
    this.stream.addEventListener("error", (event) => !event.data && this.#retry());
    for (const kind of kinds) this.stream.addEventListener(kind, (event) => this.#hear(kind, event));
  }

  close() {
    clearTimeout(this.again);
    this.stream?.close();
    this.stream = null;
  }

  #hear(kind, event) {
    if (event.data) this.heard[kind]?.(JSON.parse(event.data));
  }

  #retry() {
    this.close();
    this.told.lost();
    this.again = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(2 * this.wait, longestWait);
  }
}
