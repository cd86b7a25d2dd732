/**
 * The name to draw, as an expression of the map style: in the reader's language, else
 * the default.
 *
 * @param {string} lang
 */
export function nameExpression(lang) {
  return ["coalesce", ["get", `name_${lang}`], ["get", "name"], ""];
}

const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];
const FOREIGN = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * The name to show of a feature outside a map style: in the reader's language, else the
 * default, else any; but letters that the reader may not know come after all others.
 *
 * @param {Record<string, string>} names - language → name, the default under ""
 * @param {string} lang
 */
export function chooseName(names, lang) {
  if (names[lang]) return names[lang];
  const order = ["", ...Object.keys(names).filter(Boolean).sort()];
  const known = order.map((language) => names[language]).filter(Boolean);
  const read = known.find((name) => RIGHT_TO_LEFT.includes(lang) || !FOREIGN.test(name));
  return read ?? known[0] ?? "";
}
