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
 * Put new lists in the place of the old ones; a focus inside stays on the same thing, or
 * where that is gone, on the lists.
 *
 * @param {HTMLElement} target
 * @param {string} html
 */
function replace(target, html) {
  const focused = document.activeElement;
  const isHeld = focused !== target && target.contains(focused);
  const same = isHeld ? selectorOf(/** @type {HTMLElement} */ (focused)) : "";
  target.innerHTML = html;
  offerMap(target);
  if (!isHeld) return;
  const again = same ? target.querySelector(same) : null;
  /** @type {HTMLElement} */ (again ?? target).focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} element
 * @returns {string} what finds the same element in new lists; empty if nothing does
 */
function selectorOf(element) {
  const key = element.closest("[data-key]")?.getAttribute("data-key");
  const href = element.getAttribute("href");
  if (key) return `[data-key="${CSS.escape(key)}"] ${href ? "a" : "[data-find]"}`;
  return href ? `a[href="${CSS.escape(href)}"]` : "";
}

/** @param {ParentNode} target */
export function offerMap(target) {
  for (const button of target.querySelectorAll("[data-find]")) button.removeAttribute("hidden");
}
