import assert from "node:assert/strict";
import test from "node:test";

import { fitInto } from "../../webmap/static/js/core/fit.js";
import { MIDDLE, movePart, readPart, spanPart, WHOLE, writePart } from "../../webmap/static/js/core/part.js";

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const isInside = ({ x, y, width, height }) =>
  x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= WHOLE && y + height <= WHOLE;

test("a part is read back as it was written", () => {
  assert.deepEqual(readPart(writePart(MIDDLE)), MIDDLE);
});

for (const key of KEYS) {
  for (const sized of [false, true]) {
    test(`${key}${sized ? " with Shift" : ""} pressed for long leaves the part in the picture`, () => {
      let part = MIDDLE;
      for (let times = 0; times < 100; times += 1) {
        part = movePart(part, key, sized);
        assert.ok(isInside(part), writePart(part));
      }
      assert.notDeepEqual(part, MIDDLE);
    });
  }
}

test("other keys move nothing", () => {
  assert.equal(movePart(MIDDLE, "Enter", false), null);
});

test("a part is spanned from any corner, within the picture, unless it is too small", () => {
  assert.deepEqual(spanPart([900, 800], [100, 200]), { x: 100, y: 200, width: 800, height: 600 });
  assert.deepEqual(spanPart([-50, -50], [1500, 2000]), { x: 0, y: 0, width: WHOLE, height: WHOLE });
  assert.equal(spanPart([500, 500], [505, 900]), null);
});

test("a picture keeps its shape and is never made larger", () => {
  assert.deepEqual(fitInto(4000, 3000, 1600), [1600, 1200]);
  assert.deepEqual(fitInto(3000, 4000, 1600), [1200, 1600]);
  assert.deepEqual(fitInto(800, 600, 1600), [800, 600]);
  assert.deepEqual(fitInto(9000, 2, 1600), [1600, 1]);
});
