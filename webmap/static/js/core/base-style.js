import { nameExpression } from "./name.js";

/**
 * The quiet map underneath: stone, streets by class, stairs, names.
 *
 * @typedef {Record<string, string>} Colours
 */

const FONT = ["Readex Pro"];
const SOURCE = { source: "base" };

/** @param {[zoom: number, width: number][]} stops */
const grow = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops.flat()];
/** @param {string} name */
const ofClass = (name) => ["==", ["get", "class"], name];

const WIDTHS = {
  minor: grow([13, 0.6], [15, 3.5], [18, 17]),
  main: grow([12, 1], [15, 5.5], [18, 22]),
  major: grow([11, 1.2], [15, 7.5], [18, 26]),
};
const CASINGS = {
  minor: grow([13, 0.8], [15, 5], [18, 19.5]),
  main: grow([12, 1.6], [15, 7.5], [18, 25]),
  major: grow([11, 2], [15, 9.5], [18, 29]),
};

/**
 * @param {"minor" | "main" | "major"} name
 * @param {Colours} colours
 */
function road(name, colours) {
  const layer = {
    ...SOURCE,
    type: "line",
    "source-layer": "streets",
    filter: ofClass(name),
    layout: { "line-cap": "round", "line-join": "round" },
  };
  const casing = { "line-color": colours[`${name}-edge`], "line-width": CASINGS[name] };
  const fill = { "line-color": colours[name], "line-width": WIDTHS[name] };
  return [
    { ...layer, id: `${name}-casing`, paint: casing },
    { ...layer, id: name, paint: fill },
  ];
}

/** @param {Colours} colours */
function ways(colours) {
  const layer = { ...SOURCE, type: "line", "source-layer": "streets" };
  const thin = grow([14, 0.8], [16, 1.8], [18, 4]);
  return [
    {
      ...layer,
      id: "track",
      filter: ofClass("track"),
      paint: { "line-color": colours.foot, "line-width": thin, "line-dasharray": [4, 2] },
    },
    {
      ...layer,
      id: "foot",
      filter: ofClass("foot"),
      paint: { "line-color": colours.foot, "line-width": thin, "line-dasharray": [2, 1.4] },
    },
    {
      ...layer,
      id: "steps",
      filter: ofClass("steps"),
      paint: {
        "line-color": colours.steps,
        "line-width": grow([14, 2.5], [16, 6], [18, 13]),
        "line-dasharray": [0.28, 0.3],
      },
    },
  ];
}

/** @param {Colours} colours */
function outlines(colours) {
  return {
    ...SOURCE,
    id: "outlines",
    type: "line",
    "source-layer": "outlines",
    paint: { "line-color": colours.outline, "line-width": 1.5, "line-dasharray": [6, 3, 1, 3] },
  };
}

/**
 * @param {Colours} colours
 * @param {string} lang
 */
function labels(colours, lang) {
  const ink = {
    "text-color": colours.label,
    "text-halo-color": colours.halo,
    "text-halo-width": 1.6,
  };
  const text = { "text-field": nameExpression(lang), "text-font": FONT };
  return [
    {
      ...SOURCE,
      id: "street-names",
      type: "symbol",
      "source-layer": "streets",
      minzoom: 14.5,
      layout: {
        ...text,
        "symbol-placement": "line",
        "symbol-spacing": 320,
        "text-size": grow([14, 11], [18, 15]),
        "text-max-angle": 35,
        "text-padding": 6,
      },
      paint: ink,
    },
    {
      ...SOURCE,
      id: "quarter-names",
      type: "symbol",
      "source-layer": "labels",
      minzoom: 12,
      maxzoom: 17.5,
      filter: ["!=", ["get", "kind"], "boundary"],
      layout: {
        ...text,
        "text-size": grow([12, 11.5], [16, 16]),
        "text-max-width": 8,
        "text-padding": 12,
      },
      paint: { ...ink, "text-color": colours.quarter, "text-halo-width": 2 },
    },
  ];
}

/**
 * @param {Colours} colours
 * @param {string} lang
 * @returns {object[]} layers from the ground up, without the names
 */
export function baseGround(colours) {
  const ground = { id: "ground", type: "background", paint: { "background-color": colours.land } };
  const roads = ["minor", "main", "major"].map((name) => road(name, colours));
  const casings = roads.map(([casing]) => casing);
  const fills = roads.map(([, fill]) => fill);
  return [ground, outlines(colours), ...casings, ...ways(colours), ...fills];
}

/**
 * @param {Colours} colours
 * @param {string} lang
 */
export function baseNames(colours, lang) {
  return labels(colours, lang);
}
