/**
 * Give up on an answer after some time; older browsers have no word of their own for it.
 *
 * @param {number} seconds
 * @returns {AbortSignal}
 */
export function giveUpAfter(seconds) {
  if ("timeout" in AbortSignal) return AbortSignal.timeout(1000 * seconds);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 1000 * seconds);
  return stop.signal;
}
