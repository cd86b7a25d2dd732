import { baseGround, baseNames } from "./base-style.js";
import { liveLayers } from "./live-style.js";

/** Layers that are drawn from live tiles, by the name that their address has. */
export const LIVE = ["gaps", "lines", "stops", "barriers", "reports", "places"];
const LOWEST = { lines: 5, gaps: 8, stops: 8, barriers: 8, reports: 8, places: 8 };
/** Tiles of this zoom serve all that are deeper; what is drawn as one comes apart later. */
const DEEPEST = { barriers: 18, reports: 18 };
const USUALLY_DEEPEST = 15;

/**
 * @typedef {{ origin: string, tiles: string, base: string, version: number, lang: string }}
 *   Place
 * @param {Place} place
 */
function sources({ origin, tiles, base, version }) {
  const live = Object.fromEntries(
    LIVE.map((name) => [
      name,
      {
        type: "vector",
        tiles: [`${origin}${tiles.replace("{layer}", name)}?v=${version}`],
        minzoom: LOWEST[name],
        maxzoom: DEEPEST[name] ?? USUALLY_DEEPEST,
        promoteId: "key",
      },
    ]),
  );
  const ground = base ? { base: { type: "vector", url: `pmtiles://${origin}${base}` } } : {};
  const chosen = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
  return { ...ground, ...live, chosen };
}

/** @param {Record<string, string>} colours */
function chosenRing(colours) {
  return {
    id: "chosen",
    type: "circle",
    source: "chosen",
    paint: {
      "circle-radius": 20,
      "circle-color": "transparent",
      "circle-stroke-color": colours.action,
      "circle-stroke-width": 4,
    },
  };
}

/**
 * Build the whole style of the map.
 *
 * @param {Place} place
 * @param {import("./live-style.js").Look} look
 * @returns {object} a MapLibre style
 */
export function buildStyle(place, look) {
  const { colours, lang } = look;
  const drawn = [...baseGround(colours), ...liveLayers(look), ...baseNames(colours, lang)];
  const known = place.base ? drawn : drawn.filter((layer) => layer.source !== "base");
  return { version: 8, sources: sources(place), layers: [...known, chosenRing(colours)] };
}
