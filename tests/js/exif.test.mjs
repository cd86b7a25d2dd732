import assert from "node:assert/strict";
import test from "node:test";

import { readTakenAt } from "../../webmap/static/js/core/exif.js";

/**
 * A JPEG whose only block notes a place.
 *
 * @param {{ little?: boolean, lat?: number[][], lon?: number[][], sides?: string }} given
 */
function photo({ little = true, lat = [[36, 1], [10, 1], [5592, 100]], lon = [[8, 1], [42, 1], [1656, 100]], sides = "NE" } = {}) {
  const block = new DataView(new ArrayBuffer(200));
  const put = (at, tag, kind, count, value) => {
    block.setUint16(at, tag, little);
    block.setUint16(at + 2, kind, little);
    block.setUint32(at + 4, count, little);
    if (typeof value === "number") block.setUint32(at + 8, value, little);
    else block.setUint8(at + 8, value.charCodeAt(0));
  };
  block.setUint16(0, little ? 0x4949 : 0x4d4d);
  block.setUint16(2, 42, little);
  block.setUint32(4, 8, little);
  block.setUint16(8, 1, little);
  put(10, 0x8825, 4, 1, 26);
  block.setUint16(26, 4, little);
  put(28, 1, 2, 2, sides[0]);
  put(40, 2, 5, 3, 100);
  put(52, 3, 2, 2, sides[1]);
  put(64, 4, 5, 3, 130);
  for (const [at, parts] of [[100, lat], [130, lon]]) {
    parts.forEach(([over, under], place) => {
      block.setUint32(at + 8 * place, over, little);
      block.setUint32(at + 8 * place + 4, under, little);
    });
  }
  const body = new Uint8Array(block.buffer);
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xe1, 0, body.length + 8, 69, 120, 105, 102, 0, 0];
  return new Uint8Array([...head, ...body, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0, 0]).buffer;
}

const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

for (const little of [true, false]) {
  test(`a place is read, bytes ${little ? "small" : "large"} end first`, () => {
    const [lon, lat] = readTakenAt(photo({ little }));
    near(lon, 8 + 42 / 60 + 16.56 / 3600);
    near(lat, 36 + 10 / 60 + 55.92 / 3600);
  });
}

test("south and west count down", () => {
  const [lon, lat] = readTakenAt(photo({ sides: "SW" }));
  assert.ok(lon < 0 && lat < 0);
});

test("a place off the Earth, a broken one and one that is not set are none", () => {
  assert.equal(readTakenAt(photo({ lat: [[95, 1], [0, 1], [0, 1]] })), null);
  assert.equal(readTakenAt(photo({ lon: [[8, 0], [0, 1], [0, 1]] })), null);
  const zero = [[0, 1], [0, 1], [0, 1]];
  assert.equal(readTakenAt(photo({ lat: zero, lon: zero })), null);
});

test("a file that is cut off anywhere notes nothing or the same, and never breaks", () => {
  const whole = photo();
  for (let end = 0; end < whole.byteLength; end += 1) {
    const found = readTakenAt(whole.slice(0, end));
    assert.ok(found === null || Math.abs(found[1] - 36.1822) < 1e-3);
  }
});

test("what is no JPEG notes nothing", () => {
  assert.equal(readTakenAt(new TextEncoder().encode("RIFF....WEBP").buffer), null);
  assert.equal(readTakenAt(new ArrayBuffer(0)), null);
});
