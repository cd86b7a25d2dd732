/**
 * What was typed into the report form, as pairs of name and text.
 *
 * @typedef {[name: string, text: string][]} Fields
 */

/** Fields that tell nothing about the obstacle. */
const OWN = new Set(["csrf_token", "send_key", "website", "look", "opened", "distinct"]);
/** Photos go on their own, with what can be seen on them. */
const PHOTO = /^photo(_\d+)?(_alt|_token|_drop)?$/;

/**
 * Keep what a report says; a draft keeps no contact either.
 *
 * @param {Iterable<[string, unknown]>} entries - of a form
 * @param {string[]} [without] - names that are left out
 * @returns {Fields}
 */
export function saidFields(entries, without = []) {
  const left = new Set([...OWN, ...without]);
  return [...entries].flatMap(([name, value]) =>
    typeof value === "string" && value.trim() && !left.has(name) && !PHOTO.test(name)
      ? [/** @type {[string, string]} */ ([name, value])]
      : [],
  );
}

/**
 * @param {Fields} fields
 * @param {string} name
 */
export function textOf(fields, name) {
  return fields.find(([one]) => one === name)?.[1].trim() ?? "";
}

/**
 * @param {Fields} one
 * @param {Fields} other
 */
export function isSame(one, other) {
  /** @param {Fields} fields */
  const written = (fields) => JSON.stringify(fields.map(([name, text]) => [name, text.trim()]).sort());
  return written(one) === written(other);
}

/**
 * Make a key that nobody else makes.
 *
 * @param {Crypto} source
 */
export function newKey(source) {
  const bytes = source.getRandomValues(new Uint8Array(16));
  return `device-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
