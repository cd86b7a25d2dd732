import { chooseName } from "./name.js";
import { boxAround, collection } from "./ride-style.js";
import { quietStyle } from "./trip-style.js";

const FONT = ["Readex Pro"];
const SOURCE = "people-stops";
/** Zoom from which each stop bears its name and how it is reached in words. */
const NAMED_FROM = 14;

/**
 * @typedef {{ reach: string | null, boarding: string }} Person
 * @typedef {{ geometry: { coordinates: [number, number] } | null,
 *   properties: { names: Record<string, string>, person?: Person } }} Stop
 * @typedef {{ signs: Record<string, string>, words: Record<string, string>,
 *   wanted: Record<string, string> }} Said
 */

/**
 * The stops that are asked for, each with its sign and its words.
 *
 * @param {Stop[]} stops
 * @param {Said} said
 * @param {string} lang
 */
export function tellStops(stops, { signs, words, wanted }, lang) {
  return stops.flatMap(({ geometry, properties }) => {
    const { person, names } = properties;
    const reach = person?.reach;
    if (!geometry || !person || !reach) return [];
    const asked = Object.entries(wanted);
    if (!asked.every(([name, value]) => Object(person)[name] === value)) return [];
    const text = `${chooseName(names, lang)}\n${words[reach]}`;
    return [{ type: "Feature", geometry, properties: { sign: `access-${signs[reach]}`, text } }];
  });
}

/**
 * Draw how somebody gets to the stops on foot: a shape of its own for each answer, and the
 * words beside it.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @param {object[]} features - of `tellStops`
 * @returns {object} a MapLibre style
 */
export function buildStopStyle(place, look, features) {
  const { style } = quietStyle(place, look);
  const { colours } = look;
  const signs = {
    id: SOURCE,
    type: "symbol",
    source: SOURCE,
    layout: {
      "icon-image": ["get", "sign"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 9, 0.45, 13, 0.8, 16, 1],
      "icon-allow-overlap": true,
      "text-field": ["step", ["zoom"], "", NAMED_FROM, ["get", "text"]],
      "text-font": FONT,
      "text-size": 13,
      "text-anchor": "top",
      "text-offset": [0, 0.9],
      "text-max-width": 10,
      "text-optional": true,
    },
    paint: {
      "text-color": colours.ink,
      "text-halo-color": colours.halo,
      "text-halo-width": 2,
    },
  };
  return {
    ...style,
    sources: { ...style.sources, [SOURCE]: collection(features) },
    layers: [...style.layers, signs],
  };
}

/**
 * The box around the stops that lie in the town, else around all of them.
 *
 * @param {any[]} features
 * @param {[west: number, south: number, east: number, north: number]} town
 */
export function boxOfStops(features, [west, south, east, north]) {
  const places = features.map((one) => one.geometry.coordinates);
  const near = places.filter(([x, y]) => x >= west && x <= east && y >= south && y <= north);
  return places.length ? boxAround(near.length ? near : places) : null;
}
