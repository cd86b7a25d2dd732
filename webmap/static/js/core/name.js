/**
 * The name to draw, as an expression of the map style: in the reader's language, else
 * the default.
 *
 * @param {string} lang
 */
export function nameExpression(lang) {
  return ["coalesce", ["get", `name_${lang}`], ["get", "name"], ""];
}

/**
 * The name to show of a feature outside a map style.
 *
 * @param {Record<string, string>} names - language → name, the default under ""
 * @param {string} lang
 */
export function chooseName(names, lang) {
  return names[lang] || names[""] || Object.values(names).find(Boolean) || "";
}
