/**
 * Move the focus to what a reader should hear first: errors, or the answer.
 *
 * @param {Document} page
 */
export function focusSummary(page) {
  if (location.hash) return;
  const target = page.querySelector("[data-focus]");
  if (target instanceof HTMLElement) target.focus();
}
