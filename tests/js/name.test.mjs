import assert from "node:assert/strict";
import test from "node:test";

import { chooseName } from "../../webmap/static/js/core/name.js";

const BOTH = { ar: "نهج الأمل", fr: "Rue de l'Espoir", "": "نهج الأمل Rue de l'Espoir" };

test("a reader gets the name in their language", () => {
  assert.equal(chooseName(BOTH, "ar"), "نهج الأمل");
  assert.equal(chooseName(BOTH, "fr"), "Rue de l'Espoir");
});

test("letters that the reader may not know come after all others", () => {
  assert.equal(chooseName(BOTH, "en"), "Rue de l'Espoir");
  assert.equal(chooseName({ "": "نهج", fr: "" }, "en"), "نهج");
  assert.equal(chooseName({ "": "Kef", ar: "الكاف" }, "fr"), "Kef");
  assert.equal(chooseName({}, "fr"), "");
});
