import { boxOf, buildTripStyle } from "../core/trip-style.js";
import { putSign, showAnswer } from "./quiet.js";

await showAnswer(
  ({ trip }) => {
    const found = trip.out?.length ? trip : null;
    return [(place, look) => buildTripStyle(place, look, found), found && boxOf(found)];
  },
  (map, { trip }) => {
    if (!trip.out?.length) return;
    for (const { kind, position, text } of trip.notes) putSign(map, kind, position, text);
    for (const { position, text } of trip.stops) putSign(map, "stop", position, text);
    putSign(map, "from", trip.from, "");
    putSign(map, "to", trip.to, "");
  },
);
