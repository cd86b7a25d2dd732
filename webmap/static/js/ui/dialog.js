/**
 * Open a dialog by a button that names it: `data-open="id"`. Escape and the focus are
 * the browser's own.
 *
 * @param {Document} page
 */
export function openDialogs(page) {
  for (const button of page.querySelectorAll("[data-open]")) {
    const id = /** @type {HTMLElement} */ (button).dataset.open ?? "";
    const dialog = page.getElementById(id);
    if (!(dialog instanceof HTMLDialogElement)) continue;
    button.addEventListener("click", () => dialog.showModal());
  }
}
