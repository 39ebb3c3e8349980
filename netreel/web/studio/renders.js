/**
 * The films that are made: what of, how far they are, and what came of them.
 * @module
 */
import { byId, element } from "../dom.js";
import { ask, isSuperseded, Newest, post } from "./api.js";
import { sentence } from "./knobs.js";

/** @typedef {{id: string, clip: string, label: string, state: string, share: number, seconds_left: number | null, message: string, command: string, files: {name: string, url: string}[]}} Render */

const isGoing = ({ state }) => state === "waiting" || state === "rendering";

/** The render dialog and its queue. */
export class Renders {
  /** @param {{view: () => any, said: (text: string) => void}} told */
  constructor(told) {
    this.told = told;
    this.newest = new Newest();
    /** @type {Map<string, Render>} */
    this.renders = new Map();
    this.rows = new Map();
    this.dialog = byId("render");
    byId("open-render").addEventListener("click", () => this.open());
    byId("close-render").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("change", () => this.#showPlan());
    byId("render-form").addEventListener("submit", (event) => this.#start(event));
    byId("copy-command").addEventListener("click", () => this.#copy());
    ask("/api/renders").then((all) => all.forEach((each) => this.hear(each))).catch(() => {});
  }

  open() {
    const { params, quality } = this.told.view();
    this.#tick("qualities", [quality]);
    this.#tick("aspects", [params.aspect ?? "16:9"]);
    this.#tick("themes", [params.theme ?? "dark"]);
    if (!this.#ticked("formats").length) this.#tick("formats", ["mp4"]);
    this.#problem("");
    this.dialog.showModal();
    this.#showPlan();
  }

  #boxes(name) {
    return [...this.dialog.querySelectorAll(`input[name="${name}"]`)];
  }

  #tick(name, values) {
    for (const box of this.#boxes(name)) box.checked = values.includes(box.value);
  }

  #ticked(name) {
    return this.#boxes(name).filter(({ checked }) => checked).map(({ value }) => value);
  }

  get plan() {
    const names = ["qualities", "formats", "aspects", "themes"];
    return { view: this.told.view(), ...Object.fromEntries(names.map((name) => [name, this.#ticked(name)])) };
  }

  async #showPlan() {
    const { view, ...lists } = this.plan;
    const count = Object.values(lists).reduce((product, list) => product * list.length, 1);
    byId("start-render").disabled = count === 0;
    byId("start-render").textContent = count > 1 ? `Render ${count} films` : "Render";
    byId("plan-said").textContent = count ? "" : "Tick at least one of each.";
    byId("copy-command").disabled = count === 0;
    if (!count) return;
    try {
      const { commands } = await post("/api/commands", { view, ...lists }, this.newest.next());
      byId("commands").textContent = commands.join("\n");
    } catch (error) {
      if (!isSuperseded(error)) byId("commands").textContent = "";
    }
  }

  async #start(event) {
    event.preventDefault();
    byId("start-render").disabled = true;
    try {
      await post("/api/renders", this.plan);
      this.#problem("");
      byId("queue-title").scrollIntoView({ block: "nearest" });
    } catch (error) {
      this.#problem(sentence(error.message));
    }
    byId("start-render").disabled = false;
  }

  #problem(text) {
    byId("render-problem").textContent = text;
    byId("render-problem").hidden = !text;
  }

  async #copy() {
    const text = byId("commands").textContent;
    await navigator.clipboard.writeText(text).catch(() => selectAll(byId("commands")));
    this.told.said("The command is copied.");
    byId("copy-command").textContent = "Copied";
    setTimeout(() => (byId("copy-command").textContent = "Copy command"), 1500);
  }

  /** Take what the server tells of one. @param {Render} render */
  hear(render) {
    const before = this.renders.get(render.id);
    this.renders.set(render.id, render);
    if (!before) {
      this.rows.set(render.id, element("li", { class: "film" }));
      byId("queue").prepend(this.rows.get(render.id));
    }
    this.#showRow(render, before);
    this.#showSum();
    if (before && isGoing(before) && !isGoing(render)) this.told.said(`${render.clip}, ${render.label}: ${endInWords(render)}`);
  }

  #showRow(render, before) {
    const row = this.rows.get(render.id);
    if (before?.state === render.state && before.label === render.label) return this.#showShare(row, render);
    row.dataset.state = render.state;
    const hadFocus = row.contains(document.activeElement);
    row.replaceChildren(...this.#rowParts(render));
    if (hadFocus) row.querySelector("a, button")?.focus();
    this.#showShare(row, render);
  }

  #rowParts(render) {
    const { id, clip, label, files = [], message } = render;
    const parts = [element("div", { class: "what" }, element("b", { textContent: clip }), element("span", { textContent: ` ${label ?? ""}` }))];
    if (isGoing(render)) {
      const cancel = element("button", { type: "button", textContent: "Cancel" });
      cancel.setAttribute("aria-label", `Cancel ${clip}, ${label}`);
      cancel.addEventListener("click", () => ask(`/api/renders/${id}`, { method: "DELETE" }).catch((error) => this.#problem(sentence(error.message))));
      const bar = element("progress", { max: 1, value: 0, "aria-label": `${clip}, ${label}` });
      return [...parts, element("p", { class: "note how" }), bar, cancel];
    }
    parts.push(element("p", { class: render.state === "failed" ? "problem" : "note", textContent: render.state === "failed" ? sentence(message || "It failed") : endInWords(render) }));
    const links = files.map(({ name, url }) => element("a", { href: url, download: name, textContent: nameOf(name), title: name }));
    if (links.length) parts.push(element("p", { class: "files" }, ...links));
    return parts;
  }

  #showShare(row, { state, share, seconds_left: left }) {
    const bar = row.querySelector("progress");
    if (!bar) return;
    bar.value = share ?? 0;
    bar.hidden = state === "waiting";
    row.querySelector(".how").textContent = state === "waiting" ? "waiting" : `${Math.floor(100 * (share ?? 0))} %${left ? `, ${inMinutes(left)} left` : ""}`;
  }

  #showSum() {
    const all = [...this.renders.values()];
    const going = all.filter(isGoing);
    byId("queue-title").hidden = all.length === 0;
    byId("queue-sum").textContent = `${going.length} to go`;
    byId("queue-sum").hidden = going.length === 0;
  }
}

const endInWords = ({ state, message }) =>
  ({ done: "done", cancelled: "cancelled", failed: sentence(message || "it failed") })[state] ?? state;

const inMinutes = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

/** What a file is, by its ending. */
function nameOf(name) {
  const kind = name.split(".").at(-1).toLowerCase();
  return { mp4: "Film (mp4)", gif: "GIF", srt: "Captions (srt)", vtt: "Captions (vtt)", png: "End frame (png)" }[kind] ?? name;
}

function selectAll(node) {
  getSelection().selectAllChildren(node);
}
