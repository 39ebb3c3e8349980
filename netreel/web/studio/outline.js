/**
 * A view's beats, captions and frames, and what is where.
 * @module
 */

/**
 * @typedef {object} Beat
 * @property {string} name
 * @property {string} title
 * @property {number} start its first frame
 * @property {number} frames
 * @property {boolean} question
 */

/** What a clip is made of, as the server told it. */
export class Outline {
  /** @param {any} told */
  constructor(told) {
    this.key = told.key;
    /** @type {Beat[]} */
    this.beats = told.beats;
    /** @type {{start: number, end: number, text: string}[]} */
    this.captions = told.captions;
    this.fps = told.fps;
    this.frameCount = told.frame_count;
    this.width = told.width;
    this.height = told.height;
  }

  get last() {
    return this.frameCount - 1;
  }

  get seconds() {
    return this.frameCount / this.fps;
  }

  /** The nearest frame that there is. */
  inside(frame) {
    return Math.min(Math.max(Math.round(frame), 0), this.last);
  }

  frameAt(seconds) {
    return this.inside(seconds * this.fps);
  }

  /** The number of the beat that a frame belongs to. */
  beatAt(frame) {
    const later = this.beats.findIndex(({ start }) => start > frame);
    return later === -1 ? this.beats.length - 1 : Math.max(later - 1, 0);
  }

  /** A beat's last frame, where its picture is complete. */
  endOf(beat) {
    const { start, frames } = this.beats[beat];
    return this.inside(start + frames - 1);
  }

  captionAt(frame) {
    return this.captions.find(({ start, end }) => start <= frame && frame < end)?.text ?? "";
  }

  /** The beat's end after a frame, or before it: where one stops on the way through. */
  stopFrom(frame, step) {
    const ends = this.beats.map((_, beat) => this.endOf(beat));
    if (step > 0) return ends.find((end) => end > frame) ?? this.last;
    return ends.findLast((end) => end < frame) ?? 0;
  }

  /** The same moment in another outline of the clip: of the same beat, and as near its end. */
  counterpart(frame, other) {
    const beat = this.beats[this.beatAt(frame)];
    const same = other.beats.findIndex(({ name }) => name === beat?.name);
    if (same === -1) return other.frameAt(frame / this.fps);
    const { start, frames } = other.beats[same];
    const fromEnd = beat.start + beat.frames - 1 - frame;
    if (fromEnd === 0) return other.endOf(same);
    return other.inside(start + Math.min(((frame - beat.start) / this.fps) * other.fps, frames - 1));
  }
}

/** "0:07.13": minutes, seconds and hundredths. @param {number} seconds */
export function clock(seconds, digits = 2) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - 60 * minutes).toFixed(digits).padStart(digits ? digits + 3 : 2, "0")}`;
}
