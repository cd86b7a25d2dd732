/**
 * Offer to fill in the person's own position; the button needs scripts and a device that
 * knows where it is. Where it does not, that is said beside the button.
 *
 * @param {Document} page
 */
export function offerPosition(page) {
  if (!("geolocation" in navigator)) return;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    page.querySelectorAll("button[data-locate]")
  )) {
    const field = page.getElementById(button.dataset.locate ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    const told = page.createElement("p");
    told.className = "hint";
    told.setAttribute("role", "status");
    button.after(told);
    button.removeAttribute("hidden");
    button.addEventListener("click", () => {
      told.textContent = "";
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          field.value = `${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`;
          field.focus();
        },
        () => {
          told.textContent = button.dataset.failed ?? "";
        },
      );
    });
  }
}
