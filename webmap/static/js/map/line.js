import { boxAround, buildLineStyle } from "../core/line-style.js";
import { showAnswer } from "./answer.js";

await showAnswer(
  ({ line }) => [
    (place, look) => buildLineStyle(place, look, line),
    boxAround([...line.ways.flat(), ...line.stops.map((/** @type {any} */ one) => one.position)]),
  ],
  () => {},
);
