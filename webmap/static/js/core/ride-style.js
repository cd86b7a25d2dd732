/**
 * How rides and stops look, on the map of a trip and of a line.
 *
 * @typedef {[lon: number, lat: number]} LonLat
 */

const FONT = ["Readex Pro"];

/** @param {object[]} features */
export function collection(features) {
  return { type: "geojson", data: { type: "FeatureCollection", features } };
}

/**
 * Stops as rings with their names.
 *
 * @param {string} source
 * @param {Record<string, string>} colours
 */
export function stopLayers(source, colours) {
  return [
    {
      id: `${source}-ring`,
      type: "circle",
      source,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 2.5, 14, 6],
        "circle-color": colours.halo,
        "circle-stroke-color": colours.transit,
        "circle-stroke-width": 2.5,
      },
    },
    {
      id: `${source}-name`,
      type: "symbol",
      source,
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 13,
        "text-offset": [0, 0.9],
        "text-anchor": "top",
        "text-max-width": 9,
        "text-optional": true,
      },
      paint: {
        "text-color": colours.ink,
        "text-halo-color": colours.halo,
        "text-halo-width": 2,
      },
    },
  ];
}

/**
 * A ride is a thick line with an edge of its own and the name of its vehicle along it.
 *
 * @param {string} source
 * @param {Record<string, string>} colours
 */
export function rideLayers(source, colours) {
  const layout = { "line-cap": "round", "line-join": "round" };
  return [
    {
      id: `${source}-edge`,
      type: "line",
      source,
      layout,
      paint: { "line-color": colours.halo, "line-width": 10 },
    },
    {
      id: source,
      type: "line",
      source,
      layout,
      paint: { "line-color": colours.transit, "line-width": 6 },
    },
    {
      id: `${source}-middle`,
      type: "line",
      source,
      layout,
      paint: { "line-color": colours.halo, "line-width": 1.5 },
    },
    {
      id: `${source}-name`,
      type: "symbol",
      source,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 220,
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 13,
      },
      paint: {
        "text-color": colours.transit,
        "text-halo-color": colours.halo,
        "text-halo-width": 3,
      },
    },
  ];
}

/**
 * The box around some points.
 *
 * @param {LonLat[]} points
 * @returns {[LonLat, LonLat]} south-west and north-east
 */
export function boxAround(points) {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}
