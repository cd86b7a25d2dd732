import { boxAround, collection, rideLayers, stopLayers } from "./ride-style.js";
import { quietStyle } from "./trip-style.js";

/**
 * @typedef {import("./ride-style.js").LonLat} LonLat
 * @typedef {{ ways: LonLat[][], stops: { position: LonLat, name: string }[] }} Line
 */

/** @param {{ position: LonLat, name: string }} stop */
function point({ position, name }) {
  return {
    type: "Feature",
    properties: { name },
    geometry: { type: "Point", coordinates: position },
  };
}

/**
 * Draw a line with its stops on the quiet base map.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @param {Line} line
 * @returns {object} a MapLibre style
 */
export function buildLineStyle(place, look, line) {
  const { style } = quietStyle(place, look);
  const geometry = { type: "MultiLineString", coordinates: line.ways };
  const way = { type: "Feature", properties: { name: "" }, geometry };
  return {
    ...style,
    sources: {
      ...style.sources,
      ride: collection([way]),
      halt: collection(line.stops.map(point)),
    },
    layers: [
      ...style.layers,
      ...rideLayers("ride", look.colours),
      ...stopLayers("halt", look.colours),
    ],
  };
}

/**
 * The box around a line and its stops.
 *
 * @param {Line} line
 */
export function boxOfLine(line) {
  return boxAround([...line.ways.flat(), ...line.stops.map((stop) => stop.position)]);
}
