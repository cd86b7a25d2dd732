import assert from "node:assert/strict";
import { test } from "node:test";

import { DOTS, boxOfAreas, buildReachStyle } from "../../webmap/static/js/core/reach-style.js";
import { LIVE } from "../../webmap/static/js/core/style.js";

const PLACE = {
  origin: "http://town",
  tiles: "/tiles/{layer}/{z}/{x}/{y}.mvt",
  base: "/tiles/base.pmtiles",
  version: 3,
  lang: "ar",
};
const LOOK = { lang: "ar", colours: { halo: "#ffffff", route: "#0b5a66" } };
const area = (certainty, band) => ({
  type: "Feature",
  geometry: { type: "MultiPolygon", coordinates: [[[[8.7, 36.1], [8.72, 36.1], [8.71, 36.2], [8.7, 36.1]]]] },
  properties: { certainty, band, text: `${certainty} ${band}` },
});
const REACH = {
  areas: [area("doubt"), area("perhaps", 1), area("surely", 1), area("perhaps", 0), area("surely", 0)],
  from: [8.69, 36.15],
  places: [],
};

test("what is sure and what is in doubt are told apart without colour", () => {
  const { layers } = buildReachStyle(PLACE, LOOK, REACH);
  const paint = (id) => layers.find((layer) => layer.id === id).paint;

  assert.ok(paint("doubt-fill")["fill-pattern"].startsWith(DOTS));
  assert.equal(paint("surely-fill")["fill-pattern"], undefined);
});

test("every time has an outline of its own and bears its words", () => {
  const { layers, sources } = buildReachStyle(PLACE, LOOK, REACH);
  const find = (id) => layers.find((layer) => layer.id === id);

  const dashes = [0, 1].map((band) => find(`perhaps-line-${band}`).paint["line-dasharray"]);
  assert.notDeepEqual(dashes[0], dashes[1]);
  assert.deepEqual(find("times").layout["text-field"], ["get", "text"]);
  const [perhaps, surely] = sources.times.data.features;
  assert.deepEqual(perhaps.geometry.coordinates, [8.71, 36.2]);
  assert.equal(surely.geometry.coordinates[1], 36.1);
  assert.equal(perhaps.properties.text, "perhaps 1");
});

test("areas lie under the names of streets and ask for no live tiles", () => {
  const { layers, sources } = buildReachStyle(PLACE, LOOK, REACH);
  const at = (id) => layers.findIndex((layer) => layer.id === id);

  assert.ok(at("surely-fill") < layers.findIndex((layer) => layer.type === "symbol"));
  for (const name of LIVE) assert.ok(!(name in sources));
});

test("without an answer there is only the town", () => {
  const { sources } = buildReachStyle(PLACE, LOOK, null);

  assert.ok(!("reach" in sources));
});

test("the box holds the areas and the beginning", () => {
  assert.deepEqual(boxOfAreas(REACH), [[8.69, 36.1], [8.72, 36.2]]);
});
