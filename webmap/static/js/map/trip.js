import { boxOf, boxOfRide, buildRideStyle, buildTripStyle } from "../core/trip-style.js";
import { showAnswer } from "./answer.js";
import { offerDrawing } from "./ride.js";

const WALK = "walk";
const chosen = { value: WALK };

await showAnswer(
  ({ trip }) => {
    const found = trip.out?.length ? trip : null;
    const rides = trip.rides ?? [];
    chosen.value = rides.length ? "0" : WALK;
    const ride = () => rides[Number(chosen.value)];
    const isRide = () => chosen.value !== WALK && ride();
    const box = isRide() ? boxOfRide(ride()) : found && boxOf(found);
    return [
      (place, look) =>
        isRide() ? buildRideStyle(place, look, ride()) : buildTripStyle(place, look, found),
      box,
    ];
  },
  (map, { trip }, putSign) => {
    const rides = trip.rides ?? [];
    if (trip.out?.length && !rides.length) {
      for (const { kind, position, text } of trip.notes) putSign(kind, position, text);
      for (const { position, text } of trip.stops) putSign("stop", position, text);
    }
    if (!trip.out?.length && !rides.length) return;
    if (trip.from) putSign("from", trip.from, "");
    if (trip.to) putSign("to", trip.to, "");
    offerDrawing(chosen, (which) => {
      map.fitBounds(which === WALK ? boxOf(trip) : boxOfRide(rides[Number(which)]), {
        padding: 56,
        maxZoom: 17,
      });
    });
  },
);
