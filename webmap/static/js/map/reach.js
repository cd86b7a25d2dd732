import { DOTS, boxOfAreas, buildReachStyle } from "../core/reach-style.js";
import { showAnswer } from "./answer.js";

const TILE = 16;
const RADIUS = 2;

/**
 * Draw the dots of what is in doubt, in the colour that the name of the picture ends with.
 *
 * @param {string} name
 * @returns {ImageData | null}
 */
function drawDots(name) {
  if (!name.startsWith(DOTS)) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = TILE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = name.slice(DOTS.length);
  for (const place of [TILE / 4, (3 * TILE) / 4]) {
    pen.beginPath();
    pen.arc(place, place, RADIUS, 0, 2 * Math.PI);
    pen.fill();
  }
  return pen.getImageData(0, 0, TILE, TILE);
}

await showAnswer(
  ({ reach }) => {
    const found = reach.areas?.length ? reach : null;
    return [(place, look) => buildReachStyle(place, look, found), found && boxOfAreas(found)];
  },
  (map, { reach }, putSign) => {
    if (!reach.from) return;
    map.setMissingStyleImageResolver(async (name) => {
      const picture = drawDots(name);
      if (picture && !map.hasImage(name)) map.addImage(name, picture, { pixelRatio: 2 });
    });
    for (const { position, access, text } of reach.places) putSign(access, position, text);
    putSign("from", reach.from, "");
  },
);
