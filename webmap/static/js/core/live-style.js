import { nameExpression } from "./name.js";

/**
 * What lives on the map: places by access, stops and lines, obstacles, gaps. Shape and
 * colour come as pictures drawn from the legend, so that they are the same in both.
 *
 * @typedef {Record<string, string>} Colours
 * @typedef {{ lang: string, colours: Colours, hidden: Set<string>,
 *   filters: Record<string, string> }} Look
 */

const FONT = ["Readex Pro"];
/** How each language writes numbers here: as the pages do. */
const NUMBERS = { ar: "ar-TN", fr: "fr", en: "en" };
/** Zoom from which a place shows what kind it is and is named. */
export const NAMED_FROM = 15.5;

/**
 * @param {string} layer
 * @param {object} more
 * @param {Look} look
 */
function live(layer, more, { hidden }) {
  const { layout, ...rest } = /** @type {{ layout?: object }} */ (more);
  const visibility = hidden.has(layer) ? "none" : "visible";
  return {
    ...rest,
    source: layer,
    "source-layer": layer,
    layout: { ...layout, visibility },
    metadata: { layer },
  };
}

/** @param {Look} look */
function label({ lang, colours }) {
  return {
    layout: {
      "text-field": nameExpression(lang),
      "text-font": FONT,
      "text-size": 12.5,
      "text-max-width": 9,
      "text-optional": true,
      "text-padding": 4,
    },
    paint: {
      "text-color": colours.ink,
      "text-halo-color": colours.halo,
      "text-halo-width": 1.8,
    },
  };
}

/**
 * @param {Record<string, string>} filters
 * @returns {unknown[]} an expression that is true for the places that are asked for
 */
export function placeFilter(filters) {
  const wanted = Object.entries(filters).filter(([, value]) => value);
  return ["all", ...wanted.map(([name, value]) => ["==", ["get", name], value])];
}

/** @param {Look} look */
function places(look) {
  const shape = {
    id: "places-shape",
    type: "symbol",
    filter: placeFilter(look.filters),
    layout: {
      "icon-image": ["concat", "access-", ["get", "access"]],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 12, 0.45, 15, 0.75, 18, 1],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  };
  const { layout, paint } = label(look);
  const sign = {
    id: "places-sign",
    type: "symbol",
    minzoom: NAMED_FROM,
    filter: placeFilter(look.filters),
    layout: {
      ...layout,
      "icon-image": [
        "concat",
        "place-",
        ["get", "access"],
        "-",
        ["get", "kind"],
        ["case", ["==", ["get", "demonstration"], true], "-made-up", ""],
      ],
      "text-anchor": "top",
      "text-offset": [0, 1.35],
    },
    paint,
  };
  return [live("places", shape, look), live("places", sign, look)];
}

/** @param {Look} look */
function transit(look) {
  const { colours } = look;
  const line = {
    id: "lines-line",
    type: "line",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colours.transit,
      "line-opacity": 0.55,
      "line-width": ["interpolate", ["linear"], ["zoom"], 11, 1.5, 16, 4],
    },
  };
  const { layout, paint } = label(look);
  const stop = {
    id: "stops-sign",
    type: "symbol",
    minzoom: 12.5,
    filter: ["<=", ["get", "location_type"], 1],
    layout: {
      ...layout,
      "icon-image": "stop",
      "icon-size": ["interpolate", ["linear"], ["zoom"], 13, 0.5, 17, 0.95],
      "icon-allow-overlap": true,
      "text-field": ["step", ["zoom"], "", 15, nameExpression(look.lang)],
      "text-anchor": "top",
      "text-offset": [0, 1],
    },
    paint: { ...paint, "text-color": colours.transit },
  };
  return [live("lines", line, look), live("stops", stop, look)];
}

/** What a map shows of obstacles: those that are there now. */
export const STANDING = { barriers: "active", reports: "open" };
/** Zoom from which they are drawn. */
const SEEN_FROM = { barriers: 14, reports: 9 };

/**
 * Several obstacles that lie close together: their sign on a board, and their number.
 *
 * @param {"barriers" | "reports"} name
 * @param {string} sign
 * @param {object} where
 * @param {Look} look
 */
function several(name, sign, where, look) {
  const group = {
    id: `${name}-several`,
    type: "symbol",
    minzoom: SEEN_FROM[name],
    filter: ["all", ["has", "count"], ["==", ["get", "status"], STANDING[name]]],
    layout: {
      ...where,
      "icon-image": `several-${sign}`,
      "icon-text-fit": "both",
      "icon-allow-overlap": true,
      "text-field": ["number-format", ["get", "count"], { locale: NUMBERS[look.lang] }],
      "text-font": FONT,
      "text-size": 14,
      "text-allow-overlap": true,
    },
    paint: { "text-color": look.colours.ink },
  };
  return live(name, group, look);
}

/**
 * @param {"barriers" | "reports"} name
 * @param {string} sign
 * @param {object} layout
 * @param {Look} look
 */
function single(name, sign, layout, look) {
  const one = {
    id: `${name}-sign`,
    type: "symbol",
    minzoom: SEEN_FROM[name],
    filter: ["all", ["!", ["has", "count"]], ["==", ["get", "status"], STANDING[name]]],
    layout: { ...layout, "icon-image": sign, "icon-allow-overlap": true },
  };
  return live(name, one, look);
}

/** @param {Look} look */
function obstacles(look) {
  const small = ["interpolate", ["linear"], ["zoom"], 14, 0.45, 15.5, 0.6, 17.5, 0.9];
  const flag = ["interpolate", ["linear"], ["zoom"], 12, 0.6, 16, 0.95];
  const below = { "text-anchor": "top", "text-offset": [0, 0.6] };
  const above = { "text-anchor": "bottom", "text-offset": [0, -0.6] };
  return [
    single("barriers", "barrier", { "icon-size": small }, look),
    single("reports", "report", { "icon-size": flag, "icon-anchor": "bottom-left" }, look),
    several("barriers", "barrier", below, look),
    several("reports", "report", above, look),
  ];
}

/** @param {Look} look */
function gaps(look) {
  const { colours } = look;
  const isLine = ["==", ["geometry-type"], "LineString"];
  const isPoint = ["==", ["geometry-type"], "Point"];
  const line = { "line-color": colours.gap, "line-width": 4, "line-opacity": 0.8 };
  return [
    { id: "gaps-line", type: "line", filter: isLine, paint: line },
    {
      id: "gaps-bars",
      type: "symbol",
      filter: isLine,
      layout: {
        "icon-image": "gap",
        "icon-size": 0.7,
        "symbol-placement": "line",
        "symbol-spacing": 40,
        "icon-ignore-placement": true,
      },
    },
    {
      id: "gaps-area",
      type: "fill",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colours.gap, "fill-opacity": 0.14 },
    },
    {
      id: "gaps-point",
      type: "symbol",
      filter: isPoint,
      layout: { "icon-image": "gap", "icon-size": 0.9, "icon-allow-overlap": true },
    },
  ].map((layer) => live("gaps", layer, look));
}

/** @param {Look} look */
export function liveLayers(look) {
  return [...gaps(look), ...transit(look), ...obstacles(look), ...places(look)];
}
