import * as maplibre from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { Protocol } from "../../vendor/pmtiles/index.js";
import { LIVE, buildStyle } from "../core/style.js";
import { readColours } from "./colour.js";
import { drawSymbol } from "./symbol.js";

const FONT = "16px 'Readex Pro'";
const SAMPLE = "شارع Rue Œ";
/** Pixels around a click, or around the middle, in which something is meant. */
const NEAR = 12;
const MIDDLE = 48;
const CLOSE_ZOOM = 17;
/** So much closer at a time, where several things are one. */
const STEP_IN = 2;
const NARROW = "(max-width: 54.99rem)";

/**
 * @typedef {{ west: number, south: number, east: number, north: number }} Box
 * @typedef {import("../core/state.js").Stand} Stand
 * @typedef {object} TownMap What the page asks of a map, however it is drawn.
 * @property {(hidden: Set<string>, filters: Record<string, string>) => void} setShown
 * @property {(lonlat: [number, number]) => void} goTo
 * @property {(lonlat: [number, number] | null) => void} mark
 * @property {() => Box} box
 * @property {() => Stand} stand
 * @property {() => void} repaint
 */

/** @param {(sentence: string) => string} say */
function spoken(say) {
  return {
    "Map.Title": `${say("Map")}. ${say("Use the arrow keys to move the map, plus and minus to go closer or farther, Enter to choose what is in the middle.")}`,
    "NavigationControl.ZoomIn": say("Go closer"),
    "NavigationControl.ZoomOut": say("Go farther"),
    "GeolocateControl.FindMyLocation": say("Go to my position"),
    "GeolocateControl.LocationNotAvailable": say("Your position is not known to this device."),
    "AttributionControl.ToggleAttribution": say("Sources"),
    "ScaleControl.Meters": say("m"),
    "ScaleControl.Kilometers": say("km"),
  };
}

/** @param {maplibre.Map} map @param {boolean} isRtl @param {string} sources */
function addControls(map, isRtl, sources) {
  const [end, start] = isRtl ? ["left", "right"] : ["right", "left"];
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), `top-${end}`);
  map.addControl(
    new maplibre.GeolocateControl({ positionOptions: { enableHighAccuracy: true } }),
    `top-${end}`,
  );
  map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), `bottom-${start}`);
  const compact = matchMedia(NARROW).matches;
  map.addControl(
    new maplibre.AttributionControl({ compact, customAttribution: sources }),
    `bottom-${end}`,
  );
  if (compact) closeSources(map);
}

/** On a narrow screen the sources wait behind their button. @param {maplibre.Map} map */
function closeSources(map) {
  map.once("load", () => {
    const sources = map.getContainer().querySelector(".maplibregl-ctrl-attrib");
    sources?.classList.remove("maplibregl-compact-show");
    sources?.removeAttribute("open");
  });
}

/**
 * Draw the map with WebGL.
 *
 * @param {HTMLElement} container
 * @param {any} scene - what the server tells
 * @param {{ say: (sentence: string) => string, stand: Stand, hidden: Set<string>,
 *   legend: ParentNode, moved: () => void, together: (layer: string) => void,
 *   chosen: (layer: string, key: string) => void }} told
 * @returns {Promise<TownMap>}
 */
export async function drawVectorMap(container, scene, told) {
  const place = { ...scene, origin: location.origin };
  const root = document.documentElement;
  const state = { hidden: told.hidden, filters: scene.filters };
  const signs = {
    legend: told.legend,
    icons: scene.icons,
    kinds: scene.kinds,
    colours: readColours(root),
  };
  const style = () =>
    /** @type {any} */ (buildStyle(place, { ...state, lang: scene.lang, colours: signs.colours }));

  await document.fonts.load(FONT, SAMPLE);
  maplibre.addProtocol("pmtiles", new Protocol().tile);
  const map = new maplibre.Map({
    container,
    style: style(),
    center: told.stand.centre,
    zoom: told.stand.zoom,
    minZoom: 9,
    maxZoom: 20,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: spoken(told.say),
  });
  map.touchZoomRotate.disableRotation();
  addControls(map, root.dir === "rtl", scene.sources);
  supplySymbols(map, signs);
  listen(map, told);
  await new Promise((resolve) => map.once("load", resolve));

  return {
    setShown(hidden, filters) {
      Object.assign(state, { hidden, filters });
      for (const { id, metadata, layout, filter } of style().layers) {
        if (!metadata) continue;
        map.setLayoutProperty(id, "visibility", layout.visibility);
        if (filter) map.setFilter(id, filter);
      }
    },
    goTo: (center) => map.flyTo({ center, zoom: Math.max(map.getZoom(), CLOSE_ZOOM) }),
    mark(lonlat) {
      const source = /** @type {any} */ (map.getSource("chosen"));
      const geometry = { type: "Point", coordinates: lonlat };
      const features = lonlat ? [{ type: "Feature", properties: {}, geometry }] : [];
      source.setData({ type: "FeatureCollection", features });
    },
    box() {
      const bounds = map.getBounds();
      return {
        west: bounds.getWest(),
        south: bounds.getSouth(),
        east: bounds.getEast(),
        north: bounds.getNorth(),
      };
    },
    stand: () => ({ zoom: map.getZoom(), centre: [map.getCenter().lng, map.getCenter().lat] }),
    repaint() {
      signs.colours = readColours(root);
      map.setStyle(style(), { diff: false });
    },
  };
}

/** @param {maplibre.Map} map @param {any} signs */
export function supplySymbols(map, signs) {
  map.setMissingStyleImageResolver(async (name) => {
    const [picture, options] = await drawSymbol(signs, name);
    if (picture && !map.hasImage(name)) map.addImage(name, picture, options);
  });
}

/**
 * Go so close to several things that were drawn as one that they come apart; where that is
 * not possible, the list tells what they are.
 *
 * @param {maplibre.Map} map
 * @param {any} found
 * @param {(layer: string) => void} together
 */
function comeApart(map, { geometry, source }, together) {
  if (map.getZoom() >= map.getMaxZoom()) together(source);
  else {
    const zoom = Math.min(map.getZoom() + STEP_IN, map.getMaxZoom());
    map.easeTo({ center: geometry.coordinates, zoom });
  }
}

/**
 * @param {maplibre.Map} map
 * @param {{ moved: () => void, chosen: (layer: string, key: string) => void,
 *   together: (layer: string) => void }} told
 */
function listen(map, { moved, chosen, together }) {
  /** @param {{ x: number, y: number }} point @param {number} reach */
  const listAt = ({ x, y }, reach) => {
    const box = /** @type {any} */ ([[x - reach, y - reach], [x + reach, y + reach]]);
    const live = map.queryRenderedFeatures(box).filter((one) => LIVE.includes(one.source));
    return live.sort((a, b) => LIVE.indexOf(b.source) - LIVE.indexOf(a.source));
  };
  /** What lies nearest to the middle; a line or an area only where nothing else is. */
  const findInMiddle = () => {
    const middle = map.project(map.getCenter());
    const far = (/** @type {any} */ { geometry }) =>
      geometry.type === "Point" ? middle.dist(map.project(geometry.coordinates)) : 2 * MIDDLE;
    return listAt(middle, MIDDLE).sort((a, b) => far(a) - far(b))[0];
  };
  /** @param {any} found */
  const choose = (found) => {
    if (found?.properties.count) comeApart(map, found, together);
    else if (found) chosen(found.source, String(found.properties.key));
  };
  const frame = map.getContainer();
  map.on("dataloading", () => frame.removeAttribute("data-drawn"));
  map.on("idle", () => frame.setAttribute("data-drawn", ""));
  map.on("moveend", moved);
  map.on("click", ({ point }) => choose(listAt(point, NEAR)[0]));
  map.on("mousemove", ({ point }) => {
    map.getCanvas().style.cursor = listAt(point, NEAR).length ? "pointer" : "";
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose(findInMiddle());
  });
}
