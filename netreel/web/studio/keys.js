/**
 * Keys of the clip's page: a player's, and one for each thing that is done often.
 * @module
 */
import { byId } from "../dom.js";
import { playerKeys } from "./player.js";

const writing = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, canvas, dialog, [role=tab]";
const sizes = ["fit", "full", "phone"];

/** @param {any} studio */
export function listenToKeys(studio) {
  const click = (id) => () => byId(id).click();
  const keys = {
    ...playerKeys(studio.player),
    c: click("captions"),
    x: click("check"),
    d: click("draw"),
    r: click("open-render"),
    "?": click("open-help"),
    f: () => studio.picture.setSize(sizes[(sizes.indexOf(studio.picture.size) + 1) % sizes.length]),
  };
  document.addEventListener("keydown", (event) => {
    const act = keys[nameOf(event)];
    if (!act || isTaken(event)) return;
    event.preventDefault();
    act();
  });
  byId("play").addEventListener("click", () => studio.player.toggle());
  for (const [id, key] of [["back-beat", "shift+ArrowLeft"], ["back", ","], ["on", "."], ["on-beat", "shift+ArrowRight"]])
    byId(id).addEventListener("click", keys[key]);
  byId("open-help").addEventListener("click", () => byId("help").showModal());
  byId("close-help").addEventListener("click", () => byId("help").close());
}

function nameOf({ key, shiftKey }) {
  if (key.startsWith("Arrow") && shiftKey) return `shift+${key}`;
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether a key belongs to what is focused. */
function isTaken(event) {
  const { target, key } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (target.id === "time") return false;
  if (target.closest(writing)) return true;
  if (key === " ") return Boolean(target.closest("button, a, summary, input"));
  return Boolean(target.closest("input, pre")) && (key.startsWith("Arrow") || key === "Home" || key === "End");
}
