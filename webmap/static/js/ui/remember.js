/**
 * Keep what a person chose about themselves on this device, and fill it in again on a
 * fresh page. Places and the time are not kept; nothing is sent anywhere but in the page's address.
 *
 * @param {Document} page
 * @param {Storage} storage
 */
export function rememberNeeds(page, storage) {
  const form = /** @type {HTMLFormElement | null} */ (
    page.querySelector("form[data-remember]")
  );
  if (!form) return;
  const key = `wusul-${form.dataset.remember}`;
  const places = ["from", "to", "from_at", "to_at", "at"];

  form.addEventListener("submit", () => {
    const chosen = [...new FormData(form)].filter(([name]) => !places.includes(name));
    storage.setItem(key, JSON.stringify(Object.fromEntries(chosen)));
    for (const field of form.querySelectorAll("input, select")) {
      if (!(/** @type {HTMLInputElement} */ (field).value)) field.setAttribute("disabled", "");
    }
  });
  window.addEventListener("pageshow", () => {
    for (const field of form.querySelectorAll("[disabled]")) field.removeAttribute("disabled");
  });

  if (new URLSearchParams(location.search).has("profile")) return;
  for (const [name, value] of Object.entries(readKept(storage, key))) {
    fill(form, name, value);
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @returns {Record<string, string>}
 */
function readKept(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function fill(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof RadioNodeList || field instanceof HTMLInputElement) field.value = value;
  if (field instanceof HTMLSelectElement) field.value = value;
}
