/**
 * Show the print buttons, which need scripts, and let them print.
 *
 * @param {Document} page
 */
export function printOnRequest(page) {
  for (const button of page.querySelectorAll("[data-print]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => window.print());
  }
}
