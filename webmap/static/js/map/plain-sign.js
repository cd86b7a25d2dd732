import * as leaflet from "../../vendor/leaflet/leaflet-src.esm.js";
import { STANDING } from "../core/live-style.js";
import { readColours } from "./colour.js";

const SIZES = { small: 16, full: 26 };
/** The board of several things stands above or below their place: one does not hide the other. */
const BOARDS = { size: [52, 28], barriers: [26, -4], reports: [26, 32] };
/** So much closer at a time, where several things are one. */
const STEP_IN = 2;
const SIGNS = { stops: "stop", barriers: "barrier", reports: "report" };

/**
 * Say what a thing is called, from the names of a list or of a tile.
 *
 * @param {any} properties
 * @param {any} scene
 * @param {string} name
 */
function titleOf(properties, scene, name) {
  const names = properties.names ?? {};
  const own = names[scene.lang] || names[""] || properties[`name_${scene.lang}`];
  return own || properties.name || scene.listed[name];
}

/**
 * Let a mark do something when it is clicked, or Enter is pressed on it.
 *
 * @param {any} layer
 * @param {() => void} act
 */
function answer(layer, act) {
  layer.on("click", act);
  layer.on("keypress", (/** @type {any} */ { originalEvent }) => {
    if (originalEvent.key === "Enter") act();
  });
}

/**
 * Tell how the things of each layer are drawn as shapes of the page itself.
 *
 * @param {any} map
 * @param {any} scene
 * @param {any} told
 * @returns {(name: string, isRoomy: boolean) => object} options of a Leaflet layer
 */
export function drawer(map, scene, told) {
  /** @param {string} name @param {any} properties */
  const copySign = (name, { access }) => {
    const sign = name === "places" ? `access-${access}` : (SIGNS[name] ?? "gap");
    return told.legend.querySelector(`[data-symbol="${sign}"] svg`).cloneNode(true);
  };

  /** @param {string} name @param {any} properties @param {any} position */
  const drawSeveral = (name, properties, position) => {
    const board = document.createElement("span");
    board.className = "plain-several";
    board.append(copySign(name, properties), String(properties.count));
    const icon = leaflet.divIcon({
      html: board,
      className: "",
      iconSize: BOARDS.size,
      iconAnchor: BOARDS[name],
    });
    const title = `${scene.listed[name]}: ${properties.count}. ${told.say("Go closer")}`;
    return leaflet.marker(position, { icon, title, alt: title });
  };

  /** @param {string} name @param {any} position */
  const comeApart = (name, position) => {
    if (map.getZoom() >= map.getMaxZoom()) told.together(name);
    else map.setView(position, Math.min(map.getZoom() + STEP_IN, map.getMaxZoom()));
  };

  return (name, isRoomy) => {
    const size = isRoomy ? SIZES.full : SIZES.small;
    const colours = readColours(document.documentElement);
    const lineColour = name === "lines" ? colours.transit : colours.gap;
    return {
      style: () => ({ color: lineColour, weight: 4, opacity: 0.6, fillOpacity: 0.1 }),
      filter: (/** @type {any} */ { properties }) =>
        !STANDING[name] || properties.status === STANDING[name],
      pointToLayer(/** @type {any} */ { properties }, /** @type {any} */ position) {
        if (properties.count) return drawSeveral(name, properties, position);
        const html = copySign(name, properties);
        const icon = leaflet.divIcon({ html, className: "plain-sign", iconSize: [size, size] });
        const title = titleOf(properties, scene, name);
        return leaflet.marker(position, { icon, title, alt: title });
      },
      onEachFeature(/** @type {any} */ { id, properties }, /** @type {any} */ layer) {
        const act = properties.count
          ? () => comeApart(name, layer.getLatLng())
          : () => told.chosen(name, id);
        answer(layer, act);
      },
    };
  };
}
