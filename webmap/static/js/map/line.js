import { boxOfLine, buildLineStyle } from "../core/line-style.js";
import { showAnswer } from "./answer.js";

await showAnswer(
  ({ line }) => [(place, look) => buildLineStyle(place, look, line), boxOfLine(line)],
  () => {},
);
