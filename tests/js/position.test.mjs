import assert from "node:assert/strict";
import test from "node:test";

import { readLonLat, writeLonLat } from "../../webmap/static/js/core/position.js";

test("a position is read back as it was written", () => {
  assert.deepEqual(readLonLat(writeLonLat([8.7102, -36.1806])), [8.7102, -36.1806]);
});

test("an Arabic comma and spaces do no harm", () => {
  assert.deepEqual(readLonLat(" 8.71 ، 36.18 "), [8.71, 36.18]);
});

for (const text of ["", "El Kef", "8.71", "8.71,36.18,1", "181,36", "8,91", "8.7,<b>"]) {
  test(`“${text}” is no position`, () => {
    assert.equal(readLonLat(text), null);
  });
}
