import * as leaflet from "../../vendor/leaflet/leaflet-src.esm.js";
import { writeBox } from "../core/state.js";
import { LIVE } from "../core/style.js";
import { readColours } from "./colour.js";
import { drawer } from "./plain-sign.js";

/** Zoom from which streets are fetched. */
const STREETS_FROM = 15;
const MOST = 500;
/** Leaflet counts zoom by tiles of 256 pixels, addresses by tiles of 512. */
const STEP = 1;
const CLOSE_ZOOM = 17 + STEP;
/** From here on there is room for signs of their full size. */
const ROOMY_FROM = 17;
/** What is fetched of a layer: only what is there now. */
const NARROWED = { stops: "&location_type=0" };
/** Zooms of the tiles in which close things are counted as one. */
const COUNTED = { least: 8, most: 18 };
/** Zoom from which obstacles that are no reports are drawn. */
const BARRIERS_FROM = 15;
const WEIGHTS = { major: 7, main: 6, minor: 5, steps: 5, foot: 2, track: 2 };

/**
 * Draw the map without WebGL: streets and things as shapes of the page itself.
 *
 * @param {HTMLElement} container
 * @param {any} scene
 * @param {any} told - as of `drawVectorMap`
 * @returns {Promise<import("./vector.js").TownMap>}
 */
export async function drawPlainMap(container, scene, told) {
  const state = { hidden: told.hidden, filters: scene.filters };
  const map = leaflet.map(container, { zoomControl: false, minZoom: 9, maxZoom: 20 });
  const groups = Object.fromEntries(
    ["streets", ...LIVE].map((name) => [name, leaflet.layerGroup().addTo(map)]),
  );
  const draw = drawer(map, scene, told);
  addControls(map, scene, told.say);

  const refresh = () => {
    const box = boxOf(map);
    const isRoomy = map.getZoom() >= ROOMY_FROM;
    const isShown = (/** @type {string} */ name) =>
      !state.hidden.has(name) && (name !== "barriers" || map.getZoom() >= BARRIERS_FROM);
    const tasks = LIVE.filter(isShown).map((name) =>
      fill(groups[name], addressOf(scene, state, name, map), draw(name, isRoomy)),
    );
    for (const name of LIVE) if (!isShown(name)) groups[name].clearLayers();
    if (map.getZoom() >= STREETS_FROM) {
      tasks.push(fill(groups.streets, `${scene.streets}?bbox=${writeBox(box)}`, streets()));
    } else groups.streets.clearLayers();
    return Promise.all(tasks);
  };

  const ring = leaflet.circleMarker([0, 0], {
    radius: 20,
    className: "chosen-ring",
    interactive: false,
  });
  map.setView([told.stand.centre[1], told.stand.centre[0]], Math.round(told.stand.zoom + STEP));
  map.on("moveend", () => {
    told.moved();
    refresh();
  });
  await refresh();
  container.dataset.drawn = "";

  return {
    setShown(hidden, filters) {
      Object.assign(state, { hidden, filters });
      refresh();
    },
    goTo: ([lon, lat]) => map.setView([lat, lon], Math.max(map.getZoom(), CLOSE_ZOOM)),
    mark(lonlat) {
      ring.remove();
      if (lonlat) ring.setLatLng([lonlat[1], lonlat[0]]).addTo(map);
    },
    box: () => boxOf(map),
    stand: () => ({ zoom: map.getZoom() - STEP, centre: [map.getCenter().lng, map.getCenter().lat] }),
    repaint: refresh,
  };
}

/** @param {any} map @param {any} scene @param {(sentence: string) => string} say */
function addControls(map, scene, say) {
  const isRtl = document.documentElement.dir === "rtl";
  const zoom = leaflet.control.zoom({
    position: isRtl ? "topleft" : "topright",
    zoomInTitle: say("Go closer"),
    zoomOutTitle: say("Go farther"),
  });
  zoom.addTo(map);
  leaflet.control.scale({ imperial: false, position: isRtl ? "bottomright" : "bottomleft" }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.attributionControl.setPosition(isRtl ? "bottomleft" : "bottomright");
  map.attributionControl.addAttribution(scene.sources);
}

/** @param {any} map */
function boxOf(map) {
  const bounds = map.getBounds();
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  };
}

/** @param {any} scene @param {any} state @param {string} name @param {any} map */
function addressOf(scene, { filters }, name, map) {
  const box = writeBox(boxOf(map));
  if (scene.counted.includes(name)) {
    const zoom = Math.max(COUNTED.least, Math.min(map.getZoom() - STEP, COUNTED.most));
    return `${scene.points.replace("LAYER", name)}?bbox=${box}&zoom=${zoom}`;
  }
  const asked = name === "places" ? Object.entries(filters).filter(([, value]) => value) : [];
  const query = new URLSearchParams(asked).toString();
  const narrowed = NARROWED[name] ?? "";
  const more = query ? `&${query}` : "";
  return `${scene.features}${name}?bbox=${box}&limit=${MOST}${narrowed}${more}`;
}

/** @param {any} group @param {string} address @param {object} options */
async function fill(group, address, options) {
  const answer = await fetch(address);
  if (!answer.ok) return;
  const drawn = leaflet.geoJSON(await answer.json(), options);
  group.clearLayers();
  drawn.addTo(group);
}

function streets() {
  const colours = readColours(document.documentElement);
  const colour = { steps: colours.steps, foot: colours.foot, track: colours.foot };
  return {
    interactive: false,
    style: (/** @type {any} */ { properties }) => ({
      color: colour[properties.class] ?? colours[`${properties.class}-edge`],
      weight: WEIGHTS[properties.class],
      dashArray: properties.class === "steps" ? "2 2" : undefined,
    }),
  };
}
