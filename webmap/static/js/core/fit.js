/**
 * @param {number} width
 * @param {number} height
 * @param {number} longest
 * @returns {[width: number, height: number]} the same shape, no side above the longest
 */
export function fitInto(width, height, longest) {
  const share = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
}
