/**
 * Let people choose which of several ways the map shows.
 *
 * @param {{ value: string }} chosen - what is shown now; changed here
 * @param {(which: string) => void} show
 */
export function offerDrawing(chosen, show) {
  const buttons = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-draw]"))];
  const mark = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.draw === chosen.value));
    }
  };
  for (const part of document.querySelectorAll("[data-draw-part]")) part.removeAttribute("hidden");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      chosen.value = button.dataset.draw ?? chosen.value;
      mark();
      document.dispatchEvent(new Event("display"));
      show(chosen.value);
    });
  }
  mark();
}
