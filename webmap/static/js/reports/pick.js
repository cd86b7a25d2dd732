import { readLonLat, writeLonLat } from "../core/position.js";
import { speaker } from "../core/text.js";
import { openMap } from "../map/open.js";

const CLOSE_ZOOM = 17;

/**
 * Let people point to a place on a map; the field stays a field that can be typed in.
 *
 * @param {Document} page
 */
export function offerPicking(page) {
  const button = /** @type {HTMLButtonElement | null} */ (page.querySelector("[data-pick]"));
  const part = page.getElementById("pick-map");
  const told = page.getElementById("page-data");
  if (!button || !part || !told) return;
  const scene = JSON.parse(told.textContent ?? "{}");
  const field = /** @type {HTMLInputElement} */ (page.getElementById(button.dataset.pick ?? ""));
  /** @type {Promise<import("../map/vector.js").TownMap> | undefined} */
  let map;

  button.removeAttribute("hidden");
  button.addEventListener("click", () => {
    part.hidden = !part.hidden;
    button.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) map ??= drawMap(part, scene, field.value);
  });
  part.querySelector("[data-pick-here]")?.addEventListener("click", async () => {
    if (!map) return;
    field.value = writeLonLat((await map).stand().centre);
    part.hidden = true;
    button.setAttribute("aria-expanded", "false");
    field.focus();
  });
}

/**
 * @param {HTMLElement} part
 * @param {any} scene
 * @param {string} typed - a position moves the map there
 */
function drawMap(part, scene, typed) {
  const say = speaker(scene.messages);
  const asked = readLonLat(typed);
  const stand = asked
    ? { zoom: CLOSE_ZOOM, centre: asked }
    : { zoom: scene.zoom, centre: scene.centre };
  const frame = /** @type {HTMLElement} */ (part.querySelector(".pick-map"));
  const everything = new Set(Object.values(scene.toggles).flat());
  const map = openMap(frame, scene, {
    say,
    stand,
    hidden: everything,
    legend: part,
    moved() {},
    chosen() {},
  });
  map.then(
    () => frame.setAttribute("data-drawn", ""),
    () => frame.replaceChildren(say(scene.failed)),
  );
  return map;
}
