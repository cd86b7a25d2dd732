const KEY = "wusul-desk";

/**
 * Staff that writes for others says so without a network, too: a device keeps the pass of
 * the form that was opened last by somebody who may, until anybody else opens a form.
 *
 * @param {Document} page
 * @param {() => Storage} open - some devices let no page keep anything
 */
export function showDesk(page, open) {
  const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form[data-offline]"));
  if (!form) return;
  try {
    if ("shell" in form.dataset) fillIn(form, open().getItem(KEY));
    else keep(open(), passOf(form)?.value ?? "");
  } catch (error) {
    console.info("this device keeps no pass", error);
  }
}

/** @param {Storage} storage @param {string} pass */
function keep(storage, pass) {
  if (pass) storage.setItem(KEY, pass);
  else storage.removeItem(KEY);
}

/** @param {HTMLFormElement} form @param {string | null} kept */
function fillIn(form, kept) {
  const template = /** @type {HTMLTemplateElement | null} */ (form.querySelector("template[data-desk]"));
  if (!kept || !template) return;
  template.replaceWith(template.content.cloneNode(true));
  const pass = passOf(form);
  if (pass) pass.value = kept;
}

/** @param {HTMLFormElement} form */
function passOf(form) {
  return /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=desk]"));
}
