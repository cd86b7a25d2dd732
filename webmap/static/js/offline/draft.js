import { freshPart } from "../core/queue.js";
import { newKey, saidFields, textOf } from "../core/report-fields.js";

/**
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("../core/queue.js").Photo} Photo
 */

/** @param {string} lang @returns {Kept} */
export function newDraft(lang) {
  const now = Date.now();
  return {
    ...{ key: newKey(crypto), lang, title: "", where: "", begun: now, changed: now },
    ...{ fields: [], versions: [], text: freshPart(), photos: [] },
    ...{ tracking: "", page: "", token: "", note: "", by: newKey(crypto) },
  };
}

/**
 * Read what is typed now.
 *
 * @param {HTMLFormElement} form
 * @param {Kept} draft
 * @param {string[]} without - fields that are left out
 * @returns {Kept}
 */
export function readDraft(form, draft, without) {
  const fields = saidFields(new FormData(form), without);
  const category = form.elements.namedItem("category");
  const chosen = category instanceof HTMLSelectElement && category.value;
  const title = chosen ? (category.selectedOptions[0]?.textContent ?? "").trim() : "";
  const where = textOf(fields, "where");
  return { ...draft, fields, title, where, photos: readPhotos(form, draft), changed: Date.now() };
}

/**
 * Read the photos: those that are chosen now stand for those that were kept.
 *
 * @param {HTMLFormElement} form
 * @param {Kept} draft
 * @returns {Photo[]}
 */
function readPhotos(form, draft) {
  return photoFields(form).flatMap((field) => {
    const file = field.files?.[0];
    const kept = draft.photos.find((photo) => photo.field === field.name);
    const blob = file ?? kept?.blob;
    if (!blob) return [];
    const alt = altOf(form, field.name);
    const name = file?.name ?? kept?.name ?? "";
    return [{ ...freshPart(), field: field.name, name, alt, blob }];
  });
}

/** @param {HTMLFormElement} form */
export function photoFields(form) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=file]")]);
}

/** @param {HTMLFormElement} form @param {string} field */
function altOf(form, field) {
  const said = form.elements.namedItem(`${field}_alt`);
  return said && "value" in said ? said.value.trim() : "";
}
