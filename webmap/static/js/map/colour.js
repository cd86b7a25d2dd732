const NAMES = [
  "land",
  "minor",
  "minor-edge",
  "main",
  "main-edge",
  "major",
  "major-edge",
  "foot",
  "steps",
  "outline",
  "label",
  "quarter",
  "halo",
  "gap",
  "sign",
  "sign-edge",
];
const SHARED = ["ink", "action", "transit", "report"];

/**
 * Read the colours of the map from the style sheet, in the theme that is shown now.
 *
 * @param {Element} element
 * @returns {Record<string, string>}
 */
export function readColours(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries([
    ...NAMES.map((name) => [name, read(`map-${name}`)]),
    ...SHARED.map((name) => [name, read(name)]),
  ]);
}
