import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { findNames, fold } from "../../webmap/static/js/core/find-name.js";
import { isSame, newKey, saidFields, textOf } from "../../webmap/static/js/core/report-fields.js";
import { spareOf } from "../../webmap/static/js/core/spare.js";

const LETTERS = { "ة": "ه", "ى": "ي", "’": " ", "'": " " };
const NAMES = {
  letters: LETTERS,
  articles: ["el", "le", "de"],
  names: [
    ["مستشفى الكاف", "Hospital", 8.7, 36.1, "مستشفي كاف hopital kef"],
    ["Place", "Square", 8.71, 36.18, "place independance ساحه استقلال"],
  ],
};

test("names are found without accents, articles, or the end of a word", () => {
  for (const typed of ["Hôpital", "hopital el Kef", "مُسْتَشْفى", "الكاف", "hop"]) {
    assert.equal(findNames(typed, NAMES)[0]?.[0], "مستشفى الكاف", typed);
  }
});

test("every word that is typed has to fit", () => {
  assert.deepEqual(findNames("hopital tunis", NAMES), []);
  assert.deepEqual(findNames("  ", NAMES), []);
});

test("digits and signs are folded", () => {
  assert.equal(fold("Rue n° ١٢ – l'Été", LETTERS), "rue n 12 l ete");
});

test("proofs, traps and photos are not what a report says", () => {
  const entries = [
    ...[["csrf_token", "x"], ["send_key", "x"], ["website", "x"], ["opened", "x"]],
    ...[["photo", {}], ["photo_2_alt", "x"], ["photo_token", "x"], ["email", "a@b"]],
    ...[["category", "kerb"], ["affected", "cane"], ["affected", "walker"], ["where", " "]],
  ];

  assert.deepEqual(saidFields(entries, ["email"]), [
    ["category", "kerb"],
    ["affected", "cane"],
    ["affected", "walker"],
  ]);
});

test("two reports are the same in any order", () => {
  const one = [["a", "1 "], ["b", "2"]];

  assert.ok(isSame(one, [["b", "2"], ["a", "1"]]));
  assert.ok(!isSame(one, [["a", "1"]]));
  assert.equal(textOf(one, "a"), "1");
  assert.equal(textOf(one, "c"), "");
});

test("keys differ and are short enough for the server", () => {
  const keys = new Set(Array.from({ length: 100 }, () => newKey(crypto)));

  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^device-[0-9a-f]{32}$/);
});

test("every page has something in its place", () => {
  const of = (lang) => ({ form: `${lang}-form`, queue: `${lang}-queue`, lost: `${lang}-lost` });
  const languages = { ar: of("ar"), fr: of("fr") };
  const spare = (path) => Object.values(spareOf(path, languages));

  assert.deepEqual(spare("/fr/reports/new"), ["fr-form", true]);
  assert.deepEqual(spare("/ar/reports/queue"), ["ar-queue", true]);
  assert.deepEqual(spare("/fr/trip"), ["fr-lost", false]);
  assert.deepEqual(spare("/"), ["ar-lost", false]);
});

test("every sentence that scripts say is told by the server", () => {
  const told = readFileSync(new URL("../../webmap/offline/told.py", import.meta.url), "utf8");
  const known = told.replace(/"\s+"/g, "");
  const folder = new URL("../../webmap/static/js/offline/", import.meta.url);
  const scripts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const sentences = scripts.flatMap((text) => [...text.matchAll(/"([A-Z][^"=]*\s[^"=]*)"/g)].map(([, said]) => said));

  assert.ok(sentences.length > 15);
  for (const sentence of sentences) assert.ok(known.includes(`"${sentence}"`), sentence);
});
