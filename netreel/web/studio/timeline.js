/**
 * The time line, with beats as marks, and the storyboard: how each beat ends.
 * @module
 */
import { byId, element } from "../dom.js";
import { clock } from "./outline.js";

/** Where one is, and where one can go. */
export class Timeline {
  /** @param {{went: (frame: number, isMoving: boolean) => void}} told */
  constructor(told) {
    this.told = told;
    this.time = byId("time");
    this.time.addEventListener("input", () => told.went(Number(this.time.value), true));
    this.time.addEventListener("change", () => told.went(Number(this.time.value), false));
    const number = byId("frame-number");
    number.addEventListener("change", () => number.value !== "" && told.went(this.outline?.inside(Number(number.value)) ?? 0, false));
  }

  /** @param {import("./outline.js").Outline} outline */
  setOutline(outline) {
    const isSameClip = this.outline?.beats.length === outline.beats.length;
    this.outline = outline;
    this.time.max = byId("frame-number").max = String(outline.last);
    byId("frame-count").textContent = `of ${outline.last}`;
    byId("whole-time").textContent = clock(outline.seconds);
    const { beats } = outline;
    byId("beats").replaceChildren(...beats.map((beat, at) => this.#mark(beat, at)));
    const held = document.activeElement?.closest("#strip li");
    const place = held ? [...held.parentNode.children].indexOf(held) : -1;
    const before = [...byId("strip").querySelectorAll("img")].map((picture) => picture.src);
    byId("strip").replaceChildren(...beats.map((beat, at) => this.#card(beat, at)));
    if (isSameClip) this.#keepOld(before);
    if (place >= 0) byId("strip").children[Math.min(place, beats.length - 1)]?.firstChild.focus({ preventScroll: true });
    this.beat = -1;
  }

  #mark({ title, start, frames, question }, at) {
    const button = element("button", { type: "button", title: `${at + 1}. ${title}, from ${clock(start / this.outline.fps, 1)}`, tabIndex: -1 },
      element("span", { textContent: title }));
    button.classList.toggle("question", question);
    button.style.flexGrow = String(frames);
    button.addEventListener("click", () => this.told.went(start, false));
    return element("li", {}, button).firstChild;
  }

  /** Until a beat is drawn anew, its card shows what it was. */
  #keepOld(before) {
    byId("strip").querySelectorAll("img").forEach((picture, at) => before[at] && (picture.src = before[at]));
  }

  #card({ title, question }, at) {
    const end = this.outline.endOf(at);
    const picture = element("img", { alt: "", decoding: "async", width: this.outline.width, height: this.outline.height });
    const time = element("span", { class: "time", textContent: clock((end + 1) / this.outline.fps, 1) });
    const name = element("span", { class: "title", textContent: title });
    if (question) name.append(element("span", { class: "asks", textContent: " asks" }));
    const button = element("button", { type: "button" }, picture, element("span", { class: "under" }, name, time));
    button.addEventListener("click", () => this.told.went(end, false));
    return element("li", {}, button);
  }

  /** A beat's last frame is drawn. @param {number} frame @param {string} address */
  showStill(frame, address) {
    const { outline } = this;
    const at = outline.beats.findIndex((_, beat) => outline.endOf(beat) === frame);
    const picture = byId("strip").children[at]?.querySelector("img");
    if (!picture || picture.classList.contains("drawn")) return;
    picture.src = address;
    picture.classList.add("drawn");
  }

  /** @param {number} frame @param {boolean} isPlaying */
  show(frame, isPlaying) {
    const { outline } = this;
    this.time.value = String(frame);
    this.time.style.setProperty("--share", String(outline.last ? frame / outline.last : 0));
    byId("now-time").textContent = clock(frame / outline.fps);
    if (document.activeElement !== byId("frame-number") || !isPlaying) byId("frame-number").value = String(frame);
    const beat = outline.beatAt(frame);
    const { title } = outline.beats[beat] ?? { title: "" };
    this.time.setAttribute("aria-valuetext", `${clock(frame / outline.fps, 1)}, frame ${frame}, beat ${title}`);
    byId("caption").textContent = outline.captionAt(frame);
    if (beat !== this.beat) this.#showBeat(beat);
  }

  #showBeat(beat) {
    this.beat = beat;
    for (const list of [byId("beats"), byId("strip")])
      [...list.children].forEach((each, at) => {
        const button = each.matches("button") ? each : each.firstChild;
        if (at === beat) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
      });
    bringIntoView(byId("strip"), byId("strip").children[beat]);
  }

  /** How much of the draft is there, 0 to 1. */
  showDraft(share) {
    this.time.style.setProperty("--drawn", String(share));
  }
}

/** Scroll a row sideways alone: the page stays where it is. */
function bringIntoView(row, child) {
  if (!child) return;
  const [start, end] = [child.offsetLeft - row.offsetLeft, child.offsetLeft - row.offsetLeft + child.offsetWidth];
  if (start < row.scrollLeft) row.scrollLeft = start - 24;
  else if (end > row.scrollLeft + row.clientWidth) row.scrollLeft = end - row.clientWidth + 24;
}
