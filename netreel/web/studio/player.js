/**
 * Plays the draft, and knows which frame one looks at.
 * @module
 */
import { byId } from "../dom.js";

const rates = [1, 2, 4];

/** The player: frames while it stands, the draft while it plays. */
export class Player {
  /**
   * @param {object} told
   * @param {(frame: number, how: {isPlaying: boolean, isMoving: boolean}) => void} told.at
   * @param {(text: string) => void} told.noted
   */
  constructor(told) {
    this.told = told;
    this.draft = byId("draft");
    this.frame = 0;
    this.isPlaying = false;
    this.isWaiting = false;
    this.draft.addEventListener("ended", () => this.pause());
    this.draft.addEventListener("error", () => this.draft.hasAttribute("src") && this.#lose());
  }

  /** @param {import("./outline.js").Outline} outline */
  setOutline(outline) {
    this.pause(false);
    this.outline = outline;
    this.setDraft("", 0);
  }

  /** @param {string} address @param {number} share how much of it there is; 1 is all */
  setDraft(address, share) {
    this.share = share;
    this.isReady = share >= 1 && Boolean(address);
    if (this.isReady) {
      this.draft.src = address;
      if (this.isWaiting) this.play();
    } else if (this.draft.hasAttribute("src")) {
      this.draft.removeAttribute("src");
      this.draft.load();
      this.draft.hidden = true;
    }
    if (this.isWaiting) this.#noteWaiting();
  }

  #lose() {
    this.isReady = false;
    this.pause();
  }

  #noteWaiting() {
    this.told.noted(`Drawing the draft: ${Math.floor(100 * (this.share ?? 0))} %`);
  }

  toggle() {
    if (this.isPlaying || this.isWaiting) this.pause();
    else this.play();
  }

  play(rate = 1) {
    if (!this.outline) return;
    if (!this.isReady) {
      this.isWaiting = true;
      this.#noteWaiting();
      return this.#mark();
    }
    this.isWaiting = false;
    this.told.noted(rate === 1 ? "" : `${rate}× speed`);
    if (this.frame >= this.outline.last) this.frame = 0;
    this.draft.currentTime = this.#seconds(this.frame);
    this.draft.playbackRate = rate;
    this.rate = rate;
    this.isPlaying = true;
    this.draft.play().catch((error) => error.name !== "AbortError" && this.#lose());
    this.#follow();
    this.#mark();
  }

  /** Show each frame of the draft as it is played; nothing is asked for while it stands. */
  #follow() {
    this.draft.requestVideoFrameCallback((_, { mediaTime }) => {
      if (!this.isPlaying) return;
      this.draft.hidden = false;
      this.frame = this.outline.inside(mediaTime * this.outline.fps + 0.01);
      this.told.at(this.frame, { isPlaying: true, isMoving: true });
      this.#follow();
    });
  }

  /** @param {boolean} isShown whether the frame where it stops is drawn */
  pause(isShown = true) {
    const was = this.isPlaying;
    this.isPlaying = this.isWaiting = false;
    this.draft.pause();
    this.told.noted("");
    this.#mark();
    if (was && isShown) this.go(this.draft.ended ? this.outline.last : this.frame);
  }

  /** L once more goes faster. */
  faster() {
    const next = rates[Math.min(rates.indexOf(this.rate ?? 1) + 1, rates.length - 1)];
    this.play(this.isPlaying ? next : 1);
  }

  #seconds(frame) {
    return (frame + 0.5) / this.outline.fps;
  }

  /** Stand at a frame. @param {number} frame @param {boolean} isMoving whether more follow at once */
  go(frame, isMoving = false) {
    if (!this.outline) return;
    if (this.isPlaying || this.isWaiting) this.pause(false);
    this.frame = this.outline.inside(frame);
    if (this.isReady) this.#peek();
    this.told.at(this.frame, { isPlaying: false, isMoving });
  }

  /** The draft's frame is there at once, the exact one a moment later. */
  #peek() {
    if (this.draft.readyState === 0) return;
    this.draft.currentTime = this.#seconds(this.frame);
    this.draft.requestVideoFrameCallback(() => {
      if (!this.isPlaying && byId("stage").getAttribute("aria-busy") === "true") this.draft.hidden = false;
    });
  }

  /** @param {number} frames to go on by */
  step(frames) {
    this.go(this.frame + frames);
  }

  /** To the next beat's end, or the last one's. @param {1 | -1} direction */
  stepBeat(direction) {
    if (this.outline) this.go(this.outline.stopFrom(this.frame, direction));
  }

  #mark() {
    const button = byId("play");
    const isOn = this.isPlaying || this.isWaiting;
    button.setAttribute("aria-label", isOn ? "Pause" : "Play");
    button.dataset.on = String(isOn);
  }
}

/** Keys of every player. @param {Player} player @returns {Record<string, () => void>} */
export function playerKeys(player) {
  const second = () => Math.round(player.outline?.fps ?? 30);
  return {
    " ": () => player.toggle(),
    k: () => player.pause(),
    j: () => player.step(-5 * second()),
    l: () => player.faster(),
    ArrowLeft: () => player.step(-1),
    ArrowRight: () => player.step(1),
    ",": () => player.step(-1),
    ".": () => player.step(1),
    "shift+ArrowLeft": () => player.stepBeat(-1),
    "shift+ArrowRight": () => player.stepBeat(1),
    Home: () => player.go(0),
    End: () => player.outline && player.go(player.outline.last),
  };
}
