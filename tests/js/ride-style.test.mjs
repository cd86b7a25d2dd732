import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOfLine, buildLineStyle } from "../../webmap/static/js/core/line-style.js";
import { boxOfRide, buildRideStyle } from "../../webmap/static/js/core/trip-style.js";

const PLACE = {
  origin: "http://town",
  tiles: "/tiles/{layer}/{z}/{x}/{y}.mvt",
  base: "/tiles/base.pmtiles",
  version: 3,
  lang: "ar",
};
const LOOK = { lang: "ar", colours: { halo: "#fff", route: "#0b5a66", transit: "#1f4e9e", ink: "#000" } };
const DRAWN = {
  legs: [
    { kind: "walk", name: "on foot", line: [[8.7, 36.1], [8.71, 36.1]] },
    { kind: "ride", name: "Bus B2", line: [[8.71, 36.1], [8.74, 36.2]] },
  ],
  stops: [
    { kind: "pass", position: [8.72, 36.15], name: "Between" },
    { kind: "change", position: [8.75, 36.2], name: "End" },
  ],
};
const LINE = { ways: [[[8.7, 36.1], [8.8, 36.2]]], stops: [{ position: [8.9, 36.1], name: "S" }] };

test("a way on foot is told from a ride without colour: by its pattern and by its word", () => {
  const { layers, sources } = buildRideStyle(PLACE, LOOK, DRAWN);
  const layer = (id) => layers.find((one) => one.id === id);

  assert.ok(layer("onfoot").paint["line-dasharray"]);
  assert.equal(layer("ride").paint["line-dasharray"], undefined);
  for (const [id, word] of [["onfoot", "on foot"], ["ride", "Bus B2"]]) {
    assert.deepEqual(layer(`${id}-name`).layout["text-field"], ["get", "name"]);
    assert.deepEqual(sources[id].data.features.map((one) => one.properties.name), [word]);
  }
});

test("no layer stands twice, and each has its source", () => {
  for (const style of [buildRideStyle(PLACE, LOOK, DRAWN), buildLineStyle(PLACE, LOOK, LINE)]) {
    const ids = style.layers.map((layer) => layer.id);

    assert.equal(new Set(ids).size, ids.length);
    assert.ok(style.layers.every((layer) => !layer.source || layer.source in style.sources));
  }
});

test("stops where one changes are named, those that one passes are not", () => {
  const { sources } = buildRideStyle(PLACE, LOOK, DRAWN);

  assert.deepEqual(
    sources.halt.data.features.map((one) => one.properties.name),
    ["", "End"],
  );
});

test("the map shows all of a trip and all of a line", () => {
  assert.deepEqual(boxOfRide(DRAWN), [[8.7, 36.1], [8.75, 36.2]]);
  assert.deepEqual(boxOfLine(LINE), [[8.7, 36.1], [8.9, 36.2]]);
});
