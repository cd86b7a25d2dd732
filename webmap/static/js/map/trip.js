import { boxOf, buildTripStyle } from "../core/trip-style.js";
import { showAnswer } from "./answer.js";

await showAnswer(
  ({ trip }) => {
    const found = trip.out?.length ? trip : null;
    return [(place, look) => buildTripStyle(place, look, found), found && boxOf(found)];
  },
  (_map, { trip }, putSign) => {
    if (!trip.out?.length) return;
    for (const { kind, position, text } of trip.notes) putSign(kind, position, text);
    for (const { position, text } of trip.stops) putSign("stop", position, text);
    putSign("from", trip.from, "");
    putSign("to", trip.to, "");
  },
);
