/**
 * A clip's page: turn a knob, see the clip.
 * @module
 */
import { byId } from "../dom.js";
import { Address, carriedOf, ofSearch, toSearch } from "./address.js";
import { ask, isSuperseded, Newest, post } from "./api.js";
import { Events } from "./events.js";
import { Facts } from "./facts.js";
import { listenToKeys } from "./keys.js";
import { Knobs, sentence } from "./knobs.js";
import { Outline } from "./outline.js";
import { Own } from "./own.js";
import { Picture } from "./picture.js";
import { Player } from "./player.js";
import { Renders } from "./renders.js";
import { Timeline } from "./timeline.js";

const patience = 70;
const restful = 400;
const mostEarly = 80;
const untilMended = "There is nothing to check until it is mended.";

/** The page as a whole: what is looked at, and who shows it. */
class Studio {
  /** @param {string} clip */
  constructor(clip) {
    this.clip = clip;
    this.place = ofSearch(location.search);
    this.newest = new Newest();
    this.early = [];
    this.key = "";
    this.turned = -restful;
    this.#makeParts();
    this.#makeKnobs();
    this.events = new Events(this.#heard(), { opened: () => this.#opened(), lost: () => this.#lost() });
    if (sessionStorage.getItem("poster") === clip && !Object.keys(this.place.params).length && this.place.seconds === null)
      this.picture.showPoster(`/api/clips/${clip}/poster.png`);
    this.#post();
    if (location.hash === "#paper") this.own.openPad(true);
  }

  #makeParts() {
    this.address = new Address((place) => this.#moved(place));
    this.picture = new Picture({ failed: (error) => this.#frameFailed(error), shown: (frame) => this.#shown(frame) });
    this.player = new Player({
      at: (frame, how) => this.#at(frame, how),
      noted: (text) => this.picture.note(text),
    });
    this.timeline = new Timeline({ went: (frame, isMoving) => this.player.go(frame, isMoving) });
    this.facts = new Facts();
    this.own = new Own({ turned: (name, value) => this.knobs?.turn(name, value), said });
    this.renders = new Renders({ view: () => this.view, said });
    this.picture.setSize(sessionStorage.getItem("size") ?? "fit");
    listenToKeys(this);
    byId("captions").addEventListener("change", () => this.knobs?.turn("captions", byId("captions").checked));
    byId("quality").addEventListener("change", () => this.#turn({ quality: byId("quality").value }, "quality"));
  }

  async #makeKnobs() {
    try {
      const { schema } = await ask(`/api/clips/${this.clip}`);
      this.knobs = new Knobs(schema, this.own.bodies, { turned: (params, what) => this.#turn({ params }, what), said });
      this.knobs.show(this.place.params);
      byId("no-knobs").hidden = true;
      byId("panel").hidden = false;
      if (this.errors) this.#showErrors(this.errors);
    } catch (error) {
      byId("no-knobs").textContent = sentence(error.message);
    }
    this.#showPlace();
  }

  get view() {
    return { clip: this.clip, params: this.place.params, quality: this.place.quality };
  }

  // What is looked at.

  #turn(change, what) {
    this.place = { ...this.place, ...change };
    this.address.push(this.#kept(), what);
    this.#showPlace();
    clearTimeout(this.later);
    const isAlone = performance.now() - this.turned > restful;
    this.turned = performance.now();
    this.later = setTimeout(() => this.#post(), isAlone ? 0 : patience);
  }

  /** Go to where the back button leads. */
  #moved(place) {
    const isSameView = JSON.stringify([this.place.params, this.place.quality]) === JSON.stringify([place.params, place.quality]);
    this.place = place;
    this.knobs?.show(place.params);
    this.#showPlace();
    if (!isSameView) this.#post();
    else if (this.outline) this.player.go(this.#wantedFrame());
  }

  #showPlace() {
    const { params, quality } = this.place;
    byId("captions").checked = params.captions !== false;
    byId("quality").value = quality;
    this.own.show(params);
    const carried = toSearch({ params: carriedOf(params) });
    for (const link of document.querySelectorAll("a[data-carries]")) link.href = link.dataset.carries + carried;
  }

  #kept() {
    const { params, quality } = this.place;
    return { params, quality, seconds: this.outline ? this.player.frame / this.outline.fps : this.place.seconds };
  }

  #wantedFrame() {
    const { seconds, beat } = this.place;
    const named = this.outline.beats.findIndex(({ name }) => name === beat);
    if (named >= 0) return this.outline.endOf(named);
    return seconds === null ? this.outline.last : this.outline.frameAt(seconds);
  }

  /** Ask for the newest view; what was asked before is not wanted any more. */
  async #post() {
    clearTimeout(this.later);
    this.picture.expect(true);
    const frame = this.outline ? { frame: this.player.frame } : {};
    try {
      this.#settle(await post("/api/views", { ...this.view, ...frame }, this.newest.next()));
    } catch (error) {
      this.#refused(error);
    }
  }

  #refused(error) {
    if (isSuperseded(error) || error.status === 410) return;
    this.picture.expect(false);
    const { key, error: raised, errors } = error.body ?? {};
    if (error.status === 409) this.#settle({ key, fault: raised });
    else if (error.status === 422) this.#showErrors(errors ?? [{ field: "", message: error.message }]);
    else if (error.status) this.#say(sentence(error.message));
    else this.#lost();
  }

  /** Take what the server said of the view, and what it told before that. */
  #settle(told) {
    this.key = told.key;
    this.#say("");
    if (told.beats) this.#takeOutline(told);
    if (told.fault) this.#takeFault(told.fault);
    const early = this.early.filter(([, { key }]) => key === told.key);
    this.early = [];
    for (const [kind, data] of early) this.#take(kind, data);
  }

  #heard() {
    const ofView = ["outline", "still", "draft", "fault", "invalid"];
    return {
      ...Object.fromEntries(ofView.map((kind) => [kind, (data) => this.#hear(kind, data)])),
      stale: ({ key }) => key === this.key && this.#post(),
      worker: ({ state, message }) => this.#worker(state, message),
      render: (data) => this.renders.hear(data),
    };
  }

  #hear(kind, data) {
    if (data.key === this.key) return this.#take(kind, data);
    this.early = [...this.early, [kind, data]].slice(-mostEarly);
  }

  #take(kind, data) {
    if (kind === "outline") this.#takeOutline(data);
    else if (kind === "fault") this.#takeFault(data);
    else if (kind === "invalid") this.#showErrors(data.errors);
    else if (kind === "still" && this.outline?.key === data.key) this.timeline.showStill(data.frame, data.url);
    else if (kind === "draft" && this.outline?.key === data.key) {
      this.timeline.showDraft(data.share);
      this.player.setDraft(data.url, data.share);
    }
  }

  #takeOutline(told) {
    if (this.outline?.key === told.key && !this.isBroken) return this.#backHere();
    const before = this.outline;
    const frame = this.player.frame;
    this.outline = new Outline(told);
    this.isBroken = false;
    this.#showErrors([]);
    this.picture.fault(null);
    this.picture.expect(false);
    this.picture.setOutline(this.outline);
    this.player.setOutline(this.outline);
    this.timeline.setOutline(this.outline);
    this.timeline.showDraft(0);
    this.player.go(before ? before.counterpart(frame, this.outline) : this.#wantedFrame());
    byId("player").disabled = false;
  }

  /** The view that is shown is wanted again. */
  #backHere() {
    this.#showErrors([]);
    if (!this.picture.isLoading && !this.facts.areThere) this.#shown(this.player.frame);
  }

  #takeFault(raised) {
    const isNew = !this.isBroken;
    this.isBroken = true;
    this.picture.expect(false);
    this.player.pause(false);
    this.facts.clear(untilMended);
    this.picture.fault(raised);
    if (isNew) said(`The clip stopped with an error: ${raised.message}`);
  }

  #showErrors(errors) {
    this.errors = errors;
    this.picture.expect(false);
    byId("picture").classList.toggle("outdated", errors.length > 0);
    const rest = this.knobs ? this.knobs.showProblems(errors) : "";
    const atFields = errors.length && !rest ? "See the knob in red: until then this is the picture from before." : "";
    this.#say(rest || atFields);
    if (errors.length) said(errors.map(({ message }) => sentence(message)).join(" "));
  }

  // What is shown.

  #at(frame, { isPlaying, isMoving }) {
    this.timeline.show(frame, isPlaying);
    if (isPlaying) return this.picture.rest();
    this.facts.clear(this.isBroken ? untilMended : "");
    if (!this.isBroken) this.picture.show(frame, isMoving);
    this.place = { ...this.place, seconds: frame / this.outline.fps, beat: "" };
    this.address.replace(this.#kept());
  }

  #shown(frame) {
    const { outline } = this;
    const beat = outline.beats[outline.beatAt(frame)];
    const caption = outline.captionAt(frame);
    this.picture.describe(`Frame ${frame} of ${this.clip}, beat “${beat?.title}”.${caption ? ` ${caption}` : ""}`);
    if (!this.player.isPlaying) this.facts.of(outline, frame);
  }

  #frameFailed(error) {
    if (error.status === 410) this.#post();
    else if (error.status === 409) this.#takeFault(error.body.error);
    else this.#say(sentence(error.message));
  }

  // How the server is.

  #opened() {
    const wasLost = this.isLost;
    this.isLost = false;
    this.#say("");
    if (wasLost || this.wasOpen) this.#post();
    this.wasOpen = true;
  }

  #lost() {
    this.isLost = true;
    this.picture.expect(false);
    this.#say("The preview does not answer: is “netreel preview” still running? It is looked for again and again.");
  }

  #worker(state, message) {
    if (state === "died") {
      const text = sentence(message || "The process that draws has died; another one starts");
      this.#say(text);
      said(text);
    } else if (state === "ready" && !this.isLost && !this.errors?.length) this.#say("");
  }

  #say(text) {
    byId("trouble").textContent = text;
    byId("trouble").hidden = !text;
  }
}

/** Say what one may not see. @param {string} text */
function said(text) {
  byId("said").textContent = text;
}

new Studio(document.body.dataset.clip);
