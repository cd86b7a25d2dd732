import { boxAround, collection, rideLayers, stopLayers } from "./ride-style.js";
import { LIVE, buildStyle } from "./style.js";

/**
 * @typedef {[lon: number, lat: number]} LonLat
 * @typedef {{ out: LonLat[], back: LonLat[], from: LonLat, to: LonLat,
 *   notes: { position: LonLat, kind: string, text: string }[] }} Trip
 */

/**
 * @typedef {{ kind: string, name: string, line: LonLat[] }} Leg
 * @typedef {{ legs: Leg[], stops: { kind: string, position: LonLat, name: string }[] }} Drawn
 */

/** @param {LonLat[]} coordinates */
function line(coordinates) {
  const geometry = { type: "LineString", coordinates };
  return { type: "geojson", data: { type: "Feature", properties: {}, geometry } };
}

/**
 * @param {string} id
 * @param {object} paint
 */
function stroke(id, paint) {
  const layout = { "line-cap": "round", "line-join": "round" };
  return { id, type: "line", source: id.split("-")[0], layout, paint };
}

/**
 * Names of streets stand beside the way, which they would cover.
 *
 * @param {any} layer
 */
function beside(layer) {
  if (layer.id !== "street-names") return layer;
  return { ...layer, layout: { ...layer.layout, "text-offset": [0, -1.1] } };
}

/**
 * Give the quiet base map, and where in its layers the names begin.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @returns {{ style: any, names: number }}
 */
export function quietStyle(place, look) {
  const hidden = new Set(LIVE);
  const style = /** @type {any} */ (buildStyle(place, { ...look, hidden, filters: {} }));
  const layers = style.layers.filter((/** @type {any} */ one) => !LIVE.includes(one.source));
  const sources = Object.fromEntries(
    Object.entries(style.sources).filter(([name]) => !LIVE.includes(name)),
  );
  const names = layers.findIndex((/** @type {any} */ one) => one.type === "symbol");
  return { style: { ...style, sources, layers }, names: names < 0 ? layers.length : names };
}

/**
 * Draw a trip on the quiet base map: the way there solid, the way back dashed beneath.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @param {Trip | null} trip
 * @returns {object} a MapLibre style
 */
export function buildTripStyle(place, look, trip) {
  const { style, names } = quietStyle(place, look);
  if (!trip) return style;
  const { halo, route } = look.colours;
  const drawn = [
    stroke("back-edge", { "line-color": halo, "line-width": 6 }),
    stroke("back", { "line-color": route, "line-width": 3, "line-dasharray": [0.5, 2] }),
    stroke("out-edge", { "line-color": halo, "line-width": 9 }),
    stroke("out", { "line-color": route, "line-width": 5 }),
  ];
  return {
    ...style,
    sources: { ...style.sources, out: line(trip.out), back: line(trip.back) },
    layers: [
      ...style.layers.slice(0, names),
      ...drawn,
      ...style.layers.slice(names).map(beside),
    ],
  };
}

/** @param {Leg} leg */
function drawnLeg({ kind, name, line: coordinates }) {
  const geometry = { type: "LineString", coordinates };
  return { type: "Feature", properties: { kind, name }, geometry };
}

/** @param {any} stop */
function drawnStop({ kind, name, position }) {
  const geometry = { type: "Point", coordinates: position };
  return { type: "Feature", properties: { kind, name: kind === "pass" ? "" : name }, geometry };
}

/**
 * Draw a whole trip by public transport: rides as railway-like lines with the name of the
 * vehicle, ways on foot as dots with their word, stops as rings with names.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @param {Drawn} drawn
 * @returns {object} a MapLibre style
 */
export function buildRideStyle(place, look, drawn) {
  const { style } = quietStyle(place, look);
  const of = (/** @type {string} */ kind) =>
    collection(drawn.legs.filter((leg) => leg.kind === kind).map(drawnLeg));
  const { colours } = look;
  const foot = [
    stroke("onfoot-edge", { "line-color": colours.halo, "line-width": 9 }),
    stroke("onfoot", { "line-color": colours.route, "line-width": 5, "line-dasharray": [0, 1.8] }),
  ];
  const [edge, ride, middle, name] = rideLayers("ride", colours);
  const footName = { ...name, id: "onfoot-name", source: "onfoot" };
  return {
    ...style,
    sources: {
      ...style.sources,
      ride: of("ride"),
      onfoot: of("walk"),
      halt: collection(drawn.stops.map(drawnStop)),
    },
    layers: [
      ...style.layers,
      edge,
      ride,
      middle,
      ...foot,
      ...stopLayers("halt", colours),
      name,
      footName,
    ],
  };
}

/**
 * The box around a whole trip by public transport.
 *
 * @param {Drawn} drawn
 */
export function boxOfRide(drawn) {
  return boxAround([
    ...drawn.legs.flatMap((leg) => leg.line),
    ...drawn.stops.map((stop) => stop.position),
  ]);
}

/**
 * The box around everything of a trip.
 *
 * @param {Trip} trip
 * @returns {[LonLat, LonLat]} south-west and north-east
 */
export function boxOf(trip) {
  return boxAround([trip.from, trip.to, ...trip.out, ...trip.back]);
}
