/**
 * All clips by chapter: find one, and open it.
 * @module
 */
import { byId, element } from "../dom.js";
import { carriedOf, ofSearch, toSearch } from "./address.js";
import { ask } from "./api.js";
import { sentence } from "./knobs.js";
import { Posters } from "./posters.js";

/** @typedef {{clip: string, chapter: string, chapter_title: string, chapter_question?: string, seconds: number, summary: string, headline: boolean}} Line */

/** The gallery. */
class Gallery {
  /** @param {Line[]} lines */
  constructor(lines) {
    this.carried = carriedOf(ofSearch(location.search).params);
    const theme = this.carried.theme ?? "dark";
    this.posters = new Posters((clip) => `/api/clips/${clip}/poster.png?theme=${theme}`);
    this.cards = lines.map((line) => ({ line, card: this.#card(line), words: wordsOf(line) }));
    this.#layOut();
    this.#tellCarried();
    this.search = byId("search");
    this.search.value = new URLSearchParams(location.search).get("s") ?? "";
    this.search.addEventListener("input", () => this.#filter());
    document.addEventListener("keydown", (event) => this.#key(event));
    this.#filter();
  }

  #card(line) {
    const { clip, seconds, summary, headline } = line;
    const picture = element("img", { alt: "", width: 640, height: 360, decoding: "async" });
    const time = element("span", { class: "time", textContent: `${Math.round(seconds)} s` });
    const link = element("a", { href: `/clip/${clip}${toSearch({ params: this.carried })}` },
      element("span", { class: "poster" }, picture, time),
      element("b", { textContent: clip }),
      element("span", { class: "summary", textContent: sentence(summary) }));
    if (headline) link.querySelector("b").append(element("small", { textContent: "highlight" }));
    link.addEventListener("click", () => sessionStorage.setItem("poster", picture.classList.contains("drawn") ? clip : ""));
    this.posters.watch(picture, clip);
    return element("li", {}, link);
  }

  #layOut() {
    const titles = new Set(this.cards.map(({ line }) => line.chapter_title));
    const chapters = [...titles].map((title) => [title, this.cards.filter(({ line }) => line.chapter_title === title)]);
    byId("clips").replaceChildren(
      ...chapters.map(([title, cards], at) => {
        const heading = element("h2", { textContent: title, id: `chapter-${at}` });
        const question = cards[0].line.chapter_question;
        if (question) heading.append(element("span", { class: "quiet", textContent: question }));
        const list = element("ul", { class: "cards" }, ...cards.map(({ card }) => card));
        return element("section", { class: "chapter", "aria-labelledby": heading.id }, heading, list);
      }),
      element("p", { class: "quiet", id: "nothing", hidden: true }));
  }

  #tellCarried() {
    const kinds = [["image", "your digit"], ["network", "your network"], ["digit", `a ${this.carried.digit}`], ["theme", `the ${this.carried.theme} theme`], ["aspect", this.carried.aspect]];
    const told = kinds.filter(([name]) => name in this.carried).map(([, words]) => words);
    byId("with").hidden = !told.length;
    byId("with-said").textContent = `Clips open with ${told.join(", ")}.`;
    for (const link of document.querySelectorAll("a[data-carries]")) link.href = link.dataset.carries + toSearch({ params: this.carried }) + (link.dataset.to ?? "");
  }

  #filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { card, words } of this.cards) {
      card.hidden = !wanted.every((word) => words.includes(word));
      count += Number(!card.hidden);
    }
    for (const chapter of document.querySelectorAll(".chapter")) chapter.hidden = !chapter.querySelector("li:not([hidden])");
    byId("nothing").hidden = count > 0;
    byId("nothing").textContent = `No clip is about “${this.search.value}”.`;
    const noun = count === 1 ? "clip" : "clips";
    byId("count").textContent = wanted.length ? `${count} ${noun} found` : `${count} ${noun} of what a network does with a digit`;
    clearTimeout(this.later);
    if (wanted.length) this.later = setTimeout(() => (byId("said").textContent = byId("count").textContent), 500);
  }

  get #links() {
    return [...document.querySelectorAll(".chapter:not([hidden]) li:not([hidden]) > a")];
  }

  /** The clip of that very name, or the first that is found. */
  get #best() {
    const name = this.search.value.toLowerCase().replaceAll(" ", "");
    return this.#links.find(({ pathname }) => pathname.toLowerCase().endsWith(`/${name}`)) ?? this.#links[0];
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isSearching = document.activeElement === this.search;
    if (event.key === "/" && !isSearching) this.search.focus();
    else if (event.key === "Escape" && isSearching) this.#clear();
    else if (event.key === "Enter" && isSearching) this.#best?.click();
    else if (event.key === "ArrowDown" && isSearching) this.#links[0]?.focus();
    else if (event.key.startsWith("Arrow") && !isSearching) this.#go(event.key);
    else return;
    if (event.key !== "Enter") event.preventDefault();
  }

  #clear() {
    this.search.value = "";
    this.#filter();
    this.search.blur();
  }

  #go(key) {
    const links = this.#links;
    const at = links.indexOf(document.activeElement);
    if (at === -1) return links[0]?.focus();
    const next = key === "ArrowRight" ? links[at + 1] : key === "ArrowLeft" ? links[at - 1] : nearest(links, at, key === "ArrowDown");
    if (next) next.focus();
    else if (key === "ArrowUp") this.search.focus();
  }
}

/** The card below or above: of the next row, the one whose middle is nearest. */
function nearest(links, at, isDown) {
  const places = links.map((link) => link.getBoundingClientRect());
  const { top, left, width } = places[at];
  const rows = places.map((place) => place.top).filter((other) => (isDown ? other > top + 4 : other < top - 4));
  if (!rows.length) return null;
  const row = isDown ? Math.min(...rows) : Math.max(...rows);
  const middle = left + width / 2;
  const own = links.filter((_, i) => Math.abs(places[i].top - row) < 4);
  const far = (link) => {
    const place = places[links.indexOf(link)];
    return Math.abs(place.left + place.width / 2 - middle);
  };
  return own.reduce((best, link) => (far(link) < far(best) ? link : best));
}

/** What is searched: WeightedSum is found as "weighted sum" too. @param {Line} line */
function wordsOf({ clip, summary, chapter_title: chapter }) {
  return `${clip} ${clip.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")} ${summary} ${chapter}`.toLowerCase();
}

ask("/api/clips")
  .then((lines) => new Gallery(lines))
  .catch((error) => (byId("nothing").textContent = sentence(error.message)));
