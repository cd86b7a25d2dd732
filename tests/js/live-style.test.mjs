import assert from "node:assert/strict";
import { test } from "node:test";

import { liveLayers } from "../../webmap/static/js/core/live-style.js";
import { buildStyle } from "../../webmap/static/js/core/style.js";

const PLACE = { origin: "http://town", tiles: "/t/{layer}", base: "/b", version: 3, lang: "ar" };
const LOOK = { lang: "ar", colours: { ink: "#1e272c" }, hidden: new Set(), filters: {} };
const find = (id) => liveLayers(LOOK).find((layer) => layer.id === id);

test("several obstacles are drawn by their number, one by its own sign", () => {
  for (const [name, sign] of [["barriers", "barrier"], ["reports", "report"]]) {
    const several = find(`${name}-several`);
    const one = find(`${name}-sign`);

    assert.deepEqual(several.filter[1], ["has", "count"]);
    assert.deepEqual(several.layout["text-field"][1], ["get", "count"]);
    assert.equal(several.layout["icon-image"], `several-${sign}`);
    assert.deepEqual(one.filter[1], ["!", ["has", "count"]]);
    assert.equal(one.layout["icon-image"], sign);
  }
});

test("an obstacle that is no more is drawn neither alone nor among others", () => {
  const standing = { barriers: "active", reports: "open" };
  for (const [name, status] of Object.entries(standing)) {
    for (const id of [`${name}-sign`, `${name}-several`]) {
      assert.deepEqual(find(id).filter.at(-1), ["==", ["get", "status"], status]);
    }
  }
});

test("no sign hides another, so that none is lost", () => {
  for (const id of ["barriers-sign", "barriers-several", "reports-sign", "reports-several"]) {
    assert.equal(find(id).layout["icon-allow-overlap"], true);
  }
});

test("what is drawn as one comes apart where tiles are still fetched", () => {
  const { sources } = buildStyle(PLACE, LOOK);

  assert.equal(sources.reports.maxzoom, 18);
  assert.equal(sources.barriers.maxzoom, 18);
  assert.equal(sources.places.maxzoom, 15);
});
