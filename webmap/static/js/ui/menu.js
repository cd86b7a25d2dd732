/**
 * Close the menus of the header on Escape and on a click elsewhere; without scripts
 * they are plain disclosures.
 *
 * @param {Document} page
 */
export function closeMenus(page) {
  const open = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (
    page.querySelectorAll("details.menu[open]")
  );

  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  page.addEventListener("click", (event) => {
    for (const menu of open()) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    }
  });
}
