/**
 * Keep the line under a disclosure's name true to what is chosen inside it.
 *
 * @param {Document} page
 */
export function showChoices(page) {
  for (const line of page.querySelectorAll("[data-shows]")) {
    const name = /** @type {HTMLElement} */ (line).dataset.shows ?? "";
    const show = () => {
      const chosen = page.querySelector(`input[name="${name}"]:checked`);
      const word = chosen?.nextElementSibling?.firstChild?.textContent?.trim();
      if (word) line.textContent = word;
    };
    line.closest("details")?.addEventListener("change", show);
    show();
  }
}
