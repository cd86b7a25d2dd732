import { quietStyle } from "./trip-style.js";

/**
 * @typedef {[lon: number, lat: number]} LonLat
 * @typedef {{ type: "Feature", geometry: { coordinates: LonLat[][][] },
 *   properties: { certainty: string, band: number, text: string } }} Area
 * @typedef {{ areas: Area[], from: LonLat, places: object[] }} Reach
 */

/** Dashes of the outlines, from the shortest time to the longest. */
const DASHES = [[1], [4, 1.5], [1, 1.5], [0.4, 2], [6, 1, 1, 1], [2, 4]];
/** What is perhaps within the longest time, and not surely. */
const DOUBT = "doubt";
/** Begin of the name of a picture of dots; its colour follows. */
export const DOTS = "dots-";

/**
 * Draw an answer about reach: full where it is sure, dotted where it is not; each time has
 * an outline of its own that bears the time in words.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @param {Reach | null} reach
 * @returns {object} a MapLibre style
 */
export function buildReachStyle(place, look, reach) {
  const { style, names } = quietStyle(place, look);
  if (!reach) return style;
  const timed = reach.areas.filter((one) => one.properties.certainty !== DOUBT);
  const bands = [...new Set(timed.map((one) => one.properties.band))];
  const longest = Math.max(...bands);
  const isDoubt = ["==", ["get", "certainty"], DOUBT];
  const isSure = only("surely", longest);
  const drawn = [
    fill("doubt", isDoubt, { "fill-pattern": `${DOTS}${look.colours.route}` }),
    fill("surely", isSure, { "fill-color": look.colours.route, "fill-opacity": 0.3 }),
    ...bands.flatMap((band) => outlines(band, look.colours)),
  ];
  return {
    ...style,
    sources: {
      ...style.sources,
      reach: collection(reach.areas),
      times: collection(timed.map(timeOf)),
    },
    layers: [...style.layers.slice(0, names), ...drawn, ...style.layers.slice(names), label(look)],
  };
}

/** @param {string} certainty @param {number} band */
function only(certainty, band) {
  return ["all", ["==", ["get", "certainty"], certainty], ["==", ["get", "band"], band]];
}

/** @param {string} name @param {unknown[]} filter @param {object} paint */
function fill(name, filter, paint) {
  return { id: `${name}-fill`, type: "fill", source: "reach", filter, paint };
}

/** @param {number} band @param {Record<string, string>} colours */
function outlines(band, { halo, route }) {
  const dash = DASHES[band % DASHES.length];
  return ["perhaps", "surely"].flatMap((certainty) => {
    const width = certainty === "surely" ? 3.5 : 2;
    const line = { type: "line", source: "reach", filter: only(certainty, band) };
    const under = { "line-color": halo, "line-width": width + 2.5 };
    const over = { "line-color": route, "line-width": width, "line-dasharray": dash };
    return [
      { ...line, id: `${certainty}-edge-${band}`, paint: under },
      { ...line, id: `${certainty}-line-${band}`, paint: over },
    ];
  });
}

/** @param {object[]} features */
function collection(features) {
  return { type: "geojson", data: { type: "FeatureCollection", features } };
}

/**
 * The words of an area stand at its northern end, those of a sure one at its southern end.
 *
 * @param {Area} area
 */
function timeOf({ geometry, properties }) {
  const towards = properties.certainty === "surely" ? -1 : 1;
  const points = geometry.coordinates.flatMap(([ring]) => ring);
  const end = points.reduce((a, b) => (towards * b[1] > towards * a[1] ? b : a));
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: end } };
}

/** @param {{ colours: Record<string, string> }} look */
function label({ colours }) {
  const isSure = ["==", ["get", "certainty"], "surely"];
  return {
    id: "times",
    type: "symbol",
    source: "times",
    layout: {
      "text-field": ["get", "text"],
      "text-font": ["Readex Pro"],
      "text-size": 14,
      "text-anchor": ["case", isSure, "top", "bottom"],
      "text-padding": 2,
      "symbol-sort-key": ["get", "band"],
    },
    paint: {
      "text-color": colours.route,
      "text-halo-color": colours.halo,
      "text-halo-width": 2.4,
    },
  };
}

/**
 * The box around all areas and the place where the ways begin.
 *
 * @param {Reach} reach
 * @returns {[LonLat, LonLat]} south-west and north-east
 */
export function boxOfAreas(reach) {
  const timed = reach.areas.filter((one) => one.properties.certainty !== DOUBT);
  const rings = timed.flatMap((one) => one.geometry.coordinates.map((part) => part[0]));
  const points = [reach.from, ...rings.flat()];
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [
    [lons.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.min(a, b))],
    [lons.reduce((a, b) => Math.max(a, b)), lats.reduce((a, b) => Math.max(a, b))],
  ];
}
