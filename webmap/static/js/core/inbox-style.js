import { quietStyle } from "./trip-style.js";

/** Kind of a report → how its mark is drawn: never by its colour alone. */
const LOOKS = [
  { kind: "open", radius: 8, fill: "report", line: 2 },
  { kind: "unlisted", radius: 5, fill: "report", line: 5 },
  { kind: "closed", radius: 7, fill: "card", line: 3 },
];

/**
 * Draw the reports of the inbox on the quiet base map.
 *
 * @param {any} place
 * @param {{ lang: string, colours: Record<string, string> }} look
 * @param {object[]} points - GeoJSON features
 * @returns {object} a MapLibre style
 */
export function buildInboxStyle(place, look, points) {
  const { style, names } = quietStyle(place, look);
  const { report, card, ink } = { card: "#ffffff", ink: "#1e272c", ...look.colours };
  const fills = /** @type {Record<string, string>} */ ({ report, card });
  const drawn = LOOKS.map(({ kind, radius, fill, line }) => ({
    id: `inbox-${kind}`,
    type: "circle",
    source: "inbox",
    filter: ["==", ["get", "kind"], kind],
    paint: {
      "circle-radius": radius,
      "circle-color": fills[fill],
      "circle-stroke-width": line,
      "circle-stroke-color": kind === "open" ? card : ink,
    },
  }));
  const data = { type: "FeatureCollection", features: points };
  return {
    ...style,
    sources: { ...style.sources, inbox: { type: "geojson", data } },
    layers: [...style.layers.slice(0, names), ...style.layers.slice(names), ...drawn],
  };
}

/**
 * Give the box around all reports; nothing where there are none.
 *
 * @param {{ geometry: { coordinates: [number, number] } }[]} points
 * @returns {[[number, number], [number, number]] | null}
 */
export function boxOfPoints(points) {
  if (!points.length) return null;
  const lons = points.map((one) => one.geometry.coordinates[0]);
  const lats = points.map((one) => one.geometry.coordinates[1]);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}
