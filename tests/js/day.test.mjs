import assert from "node:assert/strict";
import { test } from "node:test";

import { sayDay, sayTime } from "../../webmap/static/js/core/day.js";

const TUNISIA = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(" ");

test("months have the names that the server tells", () => {
  for (const [month, name] of TUNISIA.entries()) {
    assert.equal(sayDay(new Date(2026, month, 7, 12).getTime(), TUNISIA), `7 ${name} 2026`);
  }
});

test("times are of a whole day, with the digits of the pages", () => {
  assert.equal(sayTime(new Date(2026, 7, 1, 15, 4, 9).getTime()), "15:04:09");
});
