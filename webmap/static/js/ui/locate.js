/**
 * Offer to fill in the person's own position; the button needs scripts and a device that
 * knows where it is.
 *
 * @param {Document} page
 */
export function offerPosition(page) {
  if (!("geolocation" in navigator)) return;
  for (const button of page.querySelectorAll("button[data-locate]")) {
    const name = /** @type {HTMLElement} */ (button).dataset.locate ?? "";
    const field = page.getElementById(name);
    if (!(field instanceof HTMLInputElement)) continue;
    button.removeAttribute("hidden");
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        field.value = `${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`;
        field.focus();
      });
    });
  }
}
