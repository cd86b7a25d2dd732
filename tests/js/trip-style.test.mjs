import assert from "node:assert/strict";
import { test } from "node:test";

import { LIVE } from "../../webmap/static/js/core/style.js";
import { boxOf, buildTripStyle } from "../../webmap/static/js/core/trip-style.js";

const PLACE = {
  origin: "http://town",
  tiles: "/tiles/{layer}/{z}/{x}/{y}.mvt",
  base: "/tiles/base.pmtiles",
  version: 3,
  lang: "ar",
};
const LOOK = { lang: "ar", colours: { halo: "#ffffff", route: "#0b5a66" } };
const TRIP = {
  out: [[8.7, 36.1], [8.71, 36.2]],
  back: [[8.71, 36.2], [8.69, 36.15]],
  from: [8.7, 36.1],
  to: [8.71, 36.2],
  notes: [],
};

test("a trip lies over the streets and under their names", () => {
  const { layers } = buildTripStyle(PLACE, LOOK, TRIP);
  const at = (id) => layers.findIndex((layer) => layer.id === id);
  const lastStreet = layers.findLastIndex((layer) => layer.type === "line" && layer.source === "base");
  const firstName = layers.findIndex((layer) => layer.type === "symbol");

  assert.ok(at("out") > lastStreet);
  assert.ok(at("out") < firstName);
  assert.ok(at("back") < at("out"));
});

test("the way back is told from the way there without colour", () => {
  const { layers } = buildTripStyle(PLACE, LOOK, TRIP);
  const paint = (id) => layers.find((layer) => layer.id === id).paint;

  assert.equal(paint("out")["line-dasharray"], undefined);
  assert.ok(paint("back")["line-dasharray"]);
});

test("the map of a trip asks for no live tiles", () => {
  for (const trip of [TRIP, null]) {
    const { sources, layers } = buildTripStyle(PLACE, LOOK, trip);
    for (const name of LIVE) {
      assert.ok(!(name in sources));
      assert.ok(!layers.some((layer) => layer.source === name));
    }
  }
});

test("the box holds the way there and back", () => {
  assert.deepEqual(boxOf(TRIP), [[8.69, 36.1], [8.71, 36.2]]);
});

test("names of streets stand beside the way", () => {
  const { layers } = buildTripStyle(PLACE, LOOK, TRIP);
  const names = layers.find((layer) => layer.id === "street-names");

  assert.ok(names.layout["text-offset"][1] < -1);
});
