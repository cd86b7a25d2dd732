/**
 * Fill in what the address asks for, as the server does: the form that is kept on the
 * device is the same for every address.
 *
 * @param {Document} page
 */
export function fillAsked(page) {
  const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form[data-shell]"));
  if (!form) return;
  const asked = new URLSearchParams(location.search);
  const [near, at] = [asked.get("near") ?? "", asked.get("at") ?? ""];
  const values = {
    category: asked.get("category") ?? "",
    where: near || at,
    where_at: near && at ? `${at}|${near}` : "",
  };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (!value || !field || !("value" in field)) continue;
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.defaultSelected = option.value === value;
    } else if (field instanceof HTMLInputElement) {
      field.defaultValue = value;
    }
    field.value = value;
  }
}
