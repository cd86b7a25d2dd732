const YEAR_S = 365 * 24 * 3600;

/**
 * Change colours and the size of letters at once and keep the choice on this device.
 * Without scripts the form asks the server to set the same two cookies.
 *
 * @param {Document} page
 */
export function changeDisplay(page) {
  const form = /** @type {HTMLFormElement | null} */ (
    page.querySelector("form[data-display]")
  );
  if (!form) return;
  // A page that was kept on this device does not know what was chosen since.
  for (const name of ["theme", "text"]) {
    const chosen = new RegExp(`(?:^|; )${name}=(\\w+)`).exec(page.cookie);
    const input = chosen && form.querySelector(`[name="${name}"][value="${chosen[1]}"]`);
    if (!chosen || !input) continue;
    page.documentElement.dataset[name] = chosen[1];
    /** @type {HTMLInputElement} */ (input).checked = true;
  }
  form.querySelector("[type=submit]")?.setAttribute("hidden", "");
  form.addEventListener("change", (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    page.documentElement.dataset[name] = value;
    page.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
    page.dispatchEvent(new CustomEvent("display", { detail: { name, value } }));
  });
}
