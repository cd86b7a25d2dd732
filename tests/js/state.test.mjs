import assert from "node:assert/strict";
import { test } from "node:test";

import { moveActive } from "../../webmap/static/js/core/combo.js";
import { placeFilter } from "../../webmap/static/js/core/live-style.js";
import { chooseName, nameExpression } from "../../webmap/static/js/core/name.js";
import {
  readStand,
  writeBox,
  writeShown,
  writeStand,
} from "../../webmap/static/js/core/state.js";
import { LIVE, buildStyle } from "../../webmap/static/js/core/style.js";
import { speaker } from "../../webmap/static/js/core/text.js";

const COLOURS = new Proxy({}, { get: () => "#123456" });
const PLACE = { origin: "http://h", tiles: "/t/{layer}/{z}/{x}/{y}.mvt", version: 7 };
const LOOK = { lang: "ar", colours: COLOURS, hidden: new Set(), filters: {} };

test("where the map stands survives the address", () => {
  const stand = { zoom: 15.25, centre: [8.71002, -36.18] };

  assert.deepEqual(readStand(writeStand(stand)), stand);
});

test("an address that names no place on Earth is passed over", () => {
  for (const hash of ["", "#main", "#map=1/2", "#map=15/91/8", "#map=15/36/181", "#map=99/1/1"]) {
    assert.equal(readStand(hash), null, hash);
  }
});

test("what is shown replaces what was shown and leaves the rest of the query", () => {
  const shown = { toggles: ["places", "gaps"], filters: { kind: "", access: "no" } };

  assert.equal(
    writeShown("?show=transit&kind=cafe&list=places&x=1", shown),
    "?x=1&show=places,gaps&access=no",
  );
});

test("a box never leaves the world", () => {
  const box = { west: -200, south: -95, east: 8.7123456, north: 36.2 };

  assert.equal(writeBox(box), "-180,-90,8.71235,36.2");
});

test("a name falls back to the default, then to any", () => {
  assert.equal(chooseName({ ar: "الكاف", "": "Kef" }, "ar"), "الكاف");
  assert.equal(chooseName({ ar: "الكاف", "": "Kef" }, "fr"), "Kef");
  assert.equal(chooseName({ ar: "الكاف" }, "fr"), "الكاف");
  assert.equal(chooseName({}, "fr"), "");
  assert.deepEqual(nameExpression("fr")[1], ["get", "name_fr"]);
});

test("only filters that ask for something narrow the places", () => {
  assert.deepEqual(placeFilter({ kind: "", access: "no" }), [
    "all",
    ["==", ["get", "access"], "no"],
  ]);
});

test("every layer of the style has a source, and ids are used once", () => {
  const style = buildStyle({ ...PLACE, base: "/b.pmtiles" }, LOOK);
  const ids = style.layers.map((layer) => layer.id);

  assert.equal(new Set(ids).size, ids.length);
  for (const layer of style.layers.slice(1)) assert.ok(style.sources[layer.source], layer.id);
  assert.equal(style.sources.places.tiles[0], "http://h/t/places/{z}/{x}/{y}.mvt?v=7");
  assert.ok(LIVE.every((name) => style.layers.some((layer) => layer.source === name)));
});

test("without a base map the live layers are still drawn", () => {
  const style = buildStyle({ ...PLACE, base: "" }, LOOK);

  assert.ok(style.layers.every((layer) => layer.source !== "base"));
  assert.ok(style.layers.some((layer) => layer.source === "places"));
});

test("what is switched off is hidden and nothing else", () => {
  const look = { ...LOOK, hidden: new Set(["gaps"]) };
  const { layers } = buildStyle({ ...PLACE, base: "" }, look);
  const hidden = layers.filter((layer) => layer.layout?.visibility === "none");

  assert.ok(hidden.length > 0);
  assert.ok(hidden.every((layer) => layer.source === "gaps"));
});

test("arrows go round the suggestions and through the text itself", () => {
  assert.equal(moveActive({ count: 2, active: -1 }, "ArrowDown"), 0);
  assert.equal(moveActive({ count: 2, active: 1 }, "ArrowDown"), -1);
  assert.equal(moveActive({ count: 2, active: -1 }, "ArrowUp"), 1);
  assert.equal(moveActive({ count: 2, active: 0 }, "ArrowUp"), -1);
  assert.equal(moveActive({ count: 0, active: -1 }, "ArrowDown"), null);
  assert.equal(moveActive({ count: 2, active: 0 }, "x"), null);
});

test("a sentence without translation stays English", () => {
  const say = speaker({ "On the map": "على الخريطة" });

  assert.equal(say("On the map"), "على الخريطة");
  assert.equal(say("Close"), "Close");
});
