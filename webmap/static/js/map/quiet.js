import * as maplibre from "../../vendor/maplibre-gl/maplibre-gl.mjs";
import { Protocol } from "../../vendor/pmtiles/index.js";
import { speaker } from "../core/text.js";
import { readColours } from "./colour.js";

const FONT = "16px 'Readex Pro'";
const SAMPLE = "شارع Rue Œ";
const MARGIN = 56;
const CLOSEST = 17;

/**
 * Put signs on a map; the list beside it says the same, so they are not read aloud.
 *
 * @param {maplibre.Map} map
 * @returns {import("./answer.js").PutSign}
 */
export function signsOn(map) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-signs]"));
  return (kind, lonlat, text) => {
    const sign = template.content.querySelector(`[data-sign="${kind}"]`)?.cloneNode(true);
    if (!(sign instanceof HTMLElement)) return;
    sign.title = text;
    new maplibre.Marker({ element: sign }).setLngLat(lonlat).addTo(map);
  };
}

/**
 * Give the room around an answer; the map may reach below the edge of the screen.
 *
 * @param {HTMLElement} container
 */
function roomAround(container) {
  const below = Math.max(0, container.getBoundingClientRect().bottom - innerHeight);
  return { top: MARGIN, right: MARGIN, bottom: MARGIN + below, left: MARGIN };
}

/**
 * Draw an answer on a quiet map beside its words.
 *
 * @param {HTMLElement} container
 * @param {any} scene
 * @param {(place: any, look: any) => any} buildStyle
 * @param {[[number, number], [number, number]] | null} box - around the answer
 */
export async function drawQuietMap(container, scene, buildStyle, box) {
  const root = document.documentElement;
  const say = speaker(scene.messages);
  const place = { ...scene, origin: location.origin };
  const style = () => {
    const route = getComputedStyle(root).getPropertyValue("--link").trim();
    return buildStyle(place, { lang: scene.lang, colours: { ...readColours(root), route } });
  };

  await document.fonts.load(FONT, SAMPLE);
  maplibre.addProtocol("pmtiles", new Protocol().tile);
  const map = new maplibre.Map({
    container,
    style: style(),
    center: scene.centre,
    zoom: scene.zoom,
    ...(box && { bounds: box, fitBoundsOptions: { padding: roomAround(container), maxZoom: CLOSEST } }),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: {
      "Map.Title": say("Map"),
      "NavigationControl.ZoomIn": say("Go closer"),
      "NavigationControl.ZoomOut": say("Go farther"),
      "AttributionControl.ToggleAttribution": say("Sources"),
    },
  });
  map.touchZoomRotate.disableRotation();
  const end = root.dir === "rtl" ? "left" : "right";
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), `top-${end}`);
  map.addControl(
    new maplibre.AttributionControl({ compact: true, customAttribution: scene.sources }),
    `bottom-${end}`,
  );
  map.once("load", () => {
    const sources = container.querySelector(".maplibregl-ctrl-attrib");
    sources?.classList.remove("maplibregl-compact-show");
    sources?.removeAttribute("open");
  });
  document.addEventListener("display", () => map.setStyle(style(), { diff: false }));
  return map;
}
