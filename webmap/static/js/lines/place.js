import { readLonLat, writeLonLat } from "../core/position.js";
import { speaker } from "../core/text.js";
import { openMap } from "../map/open.js";

const CLOSE_ZOOM = 17;

/**
 * Let people point to a stop on a map; longitude and latitude stay fields to type in.
 *
 * @param {Document} page
 */
export function offerStops(page) {
  const part = page.getElementById("stop-map");
  const told = page.getElementById("page-data");
  if (!part || !told) return;
  const scene = JSON.parse(told.textContent ?? "{}");
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (
    page.querySelectorAll("[data-place-stop]")
  );
  /** @type {Promise<import("../map/vector.js").TownMap> | undefined} */
  let map;
  /** @type {HTMLButtonElement | undefined} */
  let opener;

  const fieldsOf = (/** @type {HTMLElement} */ button) =>
    ["lon", "lat"].map(
      (name) =>
        /** @type {HTMLInputElement} */ (
          page.getElementById(`${button.dataset.placeStop}-${name}`)
        ),
    );
  const close = () => {
    part.hidden = true;
    opener?.setAttribute("aria-expanded", "false");
    opener?.focus();
    opener = undefined;
  };
  const show = async (/** @type {HTMLButtonElement} */ button) => {
    if (opener) opener.setAttribute("aria-expanded", "false");
    opener = button;
    button.setAttribute("aria-expanded", "true");
    button.closest("fieldset")?.append(part);
    part.hidden = false;
    const at = standOf(fieldsOf(button).map((field) => field.value), buttons, fieldsOf);
    if (!map) map = drawMap(part, scene, at ?? { zoom: scene.zoom, centre: scene.centre });
    else if (at) (await map).goTo(at.centre);
  };

  for (const button of buttons) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => (opener === button ? close() : show(button)));
  }
  part.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  part.querySelector("[data-place-here]")?.addEventListener("click", async () => {
    if (!map || !opener) return;
    const place = writeLonLat((await map).stand().centre).split(",");
    for (const [number, field] of fieldsOf(opener).entries()) field.value = place[number];
    close();
  });
}

/**
 * Where the map stands: at this stop, else near another one that has a place.
 *
 * @param {string[]} typed
 * @param {NodeListOf<HTMLButtonElement>} buttons
 * @param {(button: HTMLElement) => HTMLInputElement[]} fieldsOf
 */
function standOf(typed, buttons, fieldsOf) {
  const others = [...buttons].reverse().map((one) => fieldsOf(one).map((field) => field.value));
  for (const pair of [typed, ...others]) {
    const centre = readLonLat(pair.map((text) => text.replace(",", ".")).join(","));
    if (centre) return { zoom: CLOSE_ZOOM, centre };
  }
  return null;
}

/**
 * @param {HTMLElement} part
 * @param {any} scene
 * @param {{ zoom: number, centre: [number, number] }} stand
 */
function drawMap(part, scene, stand) {
  const frame = /** @type {HTMLElement} */ (part.querySelector(".pick-map"));
  const say = speaker(scene.messages);
  const map = openMap(frame, scene, {
    say,
    stand,
    hidden: new Set(Object.values(scene.toggles).flat()),
    legend: part,
    moved: () => frame.setAttribute("data-moved", ""),
    chosen() {},
    together() {},
  });
  map.then(
    () => frame.setAttribute("data-drawn", ""),
    () => frame.replaceChildren(say(scene.failed)),
  );
  return map;
}
