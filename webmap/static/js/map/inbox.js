import { boxOfPoints, buildInboxStyle } from "../core/inbox-style.js";
import { showAnswer } from "./answer.js";

const LAYERS = ["inbox-open", "inbox-unlisted", "inbox-closed"];
const PLACES = 5;

await showAnswer(
  ({ points }) => [(place, look) => buildInboxStyle(place, look, points), boxOfPoints(points)],
  (map, scene) => {
    for (const layer of LAYERS) {
      map.on("click", layer, ({ features }) => {
        if (features?.length) location.href = features[0].properties.href;
      });
      map.on("mousemove", layer, ({ features }) => {
        map.getCanvas().style.cursor = "pointer";
        map.getCanvas().title = features?.[0]?.properties.word ?? "";
      });
      map.on("mouseleave", layer, () => {
        map.getCanvas().style.cursor = "";
        map.getCanvas().title = "";
      });
    }
    offerHere(map, scene);
  },
);

/**
 * Let the list show only what lies in the part of the map that is seen.
 *
 * @param {import("../../vendor/maplibre-gl/maplibre-gl.mjs").Map} map
 * @param {any} scene
 */
function offerHere(map, scene) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-here]"));
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const box = map.getBounds();
    const corners = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    const address = new URL(scene.here, location.href);
    address.searchParams.set("bbox", corners.map((one) => one.toFixed(PLACES)).join(","));
    address.searchParams.set("map", "1");
    location.href = address.href;
  });
}
