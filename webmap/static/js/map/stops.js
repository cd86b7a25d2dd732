import { boxOfStops, buildStopStyle, tellStops } from "../core/stop-style.js";
import { showAnswer } from "./answer.js";
import { readColours } from "./colour.js";

const scene = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");
const part = document.querySelector(".map-part");
const isDrawn =
  part &&
  getComputedStyle(part).display !== "none" &&
  document.createElement("canvas").getContext("webgl2");

/** What draws signs is there before the map asks for one. */
const [{ supplySymbols }, features] = isDrawn
  ? await Promise.all([import("./vector.js"), readStops()])
  : [{ supplySymbols() {} }, []];

async function readStops() {
  const answer = await fetch(scene.stops.address);
  const found = answer.ok ? (await answer.json()).features : [];
  return tellStops(found, scene.stops, scene.lang);
}

await showAnswer(
  () => [(place, look) => buildStopStyle(place, look, features), boxOfStops(features, scene.bbox)],
  (map) => {
    const legend = document.querySelector("[data-legend]");
    const colours = readColours(document.documentElement);
    if (legend) supplySymbols(map, { legend, icons: scene.icons, kinds: scene.kinds, colours });
  },
);
