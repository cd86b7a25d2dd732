import { writeBox, writeShown } from "../core/state.js";

/**
 * Keep the lists beside the map in step with what the map shows.
 *
 * @param {HTMLElement} target
 * @param {string} address
 */
export function followMap(target, address) {
  /** @type {AbortController | undefined} */
  let running;

  /**
   * @param {{ toggles: string[], filters: Record<string, string> }} shown
   * @param {import("./vector.js").Box} box
   */
  return async (shown, box) => {
    running?.abort();
    running = new AbortController();
    const query = `${writeShown("", shown)}&bbox=${writeBox(box)}`;
    try {
      const answer = await fetch(address + query, { signal: running.signal });
      if (answer.ok) replace(target, await answer.text());
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") throw error;
    }
  };
}

/**
 * Put new lists in the place of the old ones; a focus inside stays on the same thing.
 *
 * @param {HTMLElement} target
 * @param {string} html
 */
function replace(target, html) {
  const held = document.activeElement?.closest("[data-key]");
  const key = target.contains(held ?? null) ? held?.getAttribute("data-key") : null;
  target.innerHTML = html;
  offerMap(target);
  if (!key) return;
  const again = target.querySelector(`[data-key="${CSS.escape(key)}"] [data-find]`);
  const next = /** @type {HTMLElement} */ (again ?? target);
  next.focus({ preventScroll: true });
}

/** @param {ParentNode} target */
export function offerMap(target) {
  for (const button of target.querySelectorAll("[data-find]")) button.removeAttribute("hidden");
}
