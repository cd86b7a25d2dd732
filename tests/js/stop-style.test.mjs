import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOfStops, buildStopStyle, tellStops } from "../../webmap/static/js/core/stop-style.js";

const PLACE = { origin: "http://town", tiles: "/tiles/{layer}/{z}/{x}/{y}.mvt", base: "", version: 3 };
const LOOK = { lang: "fr", colours: { halo: "#fff", ink: "#000" } };
const SAID = {
  signs: { yes: "yes", no: "no", unknown: "unknown", off: "unknown" },
  words: { yes: "accessible à pied", no: "pas accessible à pied", unknown: "peut-être", off: "?" },
  wanted: {},
};

function stop(reach, boarding, at = [8.7, 36.1]) {
  const person = { reach, boarding };
  return { geometry: { coordinates: at }, properties: { names: { fr: "Gare" }, person } };
}

test("each stop bears a shape of its own and the words", () => {
  const told = tellStops([stop("yes", "no"), stop("no", "yes")], SAID, "fr");

  assert.deepEqual(told.map((one) => one.properties), [
    { sign: "access-yes", text: "Gare\naccessible à pied" },
    { sign: "access-no", text: "Gare\npas accessible à pied" },
  ]);
});

test("the map shows what the list is narrowed to", () => {
  const said = { ...SAID, wanted: { reach: "yes", boarding: "no" } };

  assert.equal(tellStops([stop("yes", "no"), stop("yes", "yes")], said, "fr").length, 1);
  assert.deepEqual(tellStops([stop(null, "yes")], SAID, "fr"), []);
});

test("the stops lie over everything, and the map begins in the town", () => {
  const told = tellStops([stop("yes", "no"), stop("off", "no", [10, 37])], SAID, "fr");
  const { layers, sources } = buildStopStyle(PLACE, LOOK, told);

  assert.equal(layers.at(-1).source, "people-stops");
  assert.equal(sources["people-stops"].data.features.length, 2);
  assert.deepEqual(boxOfStops(told, [8, 36, 9, 37]), [[8.7, 36.1], [8.7, 36.1]]);
  assert.equal(boxOfStops([], [8, 36, 9, 37]), null);
});
