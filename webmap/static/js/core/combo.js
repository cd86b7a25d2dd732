/**
 * Which option of a list of suggestions is active, as keys are pressed.
 *
 * @typedef {{ count: number, active: number }} Combo active −1: none, the text itself
 */

/**
 * @param {Combo} combo
 * @param {string} key
 * @returns {number | null} the new active option; `null` where the key moves nothing
 */
export function moveActive({ count, active }, key) {
  if (!count) return null;
  switch (key) {
    case "ArrowDown":
      return active + 1 >= count ? -1 : active + 1;
    case "ArrowUp":
      return active < 0 ? count - 1 : active - 1;
    default:
      return null;
  }
}
