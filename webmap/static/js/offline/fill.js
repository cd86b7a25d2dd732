/**
 * Fill a form in with what was kept. Fields that only appear with an answer to another
 * one are filled in once they are there. What somebody has typed already stays: on a slow
 * device the form can be typed in before its scripts are there.
 *
 * @param {HTMLFormElement} form
 * @param {[name: string, text: string][]} fields
 * @param {Set<string>} typed - names of fields that are left as they are
 */
export function fillForm(form, fields, typed) {
  for (let round = 0; round < 2; round += 1) {
    const free = [...form.elements].filter((element) => !typed.has(nameOf(element)));
    for (const element of free) fillOne(element, fields);
  }
}

/**
 * List the fields in which something else stands than the server has written.
 *
 * @param {HTMLFormElement} form
 * @returns {Set<string>}
 */
export function typedNames(form) {
  return new Set([...form.elements].filter(isTyped).map(nameOf));
}

/** @param {Element} element */
function nameOf(element) {
  return element.getAttribute("name") ?? "";
}

/** @param {Element} element */
function isTyped(element) {
  if (element instanceof HTMLSelectElement) {
    const all = [...element.options];
    const written = all.find((option) => option.defaultSelected) ?? all[0];
    return element.value !== (written?.value ?? "");
  }
  const one = /** @type {HTMLInputElement} */ (element);
  if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
  return "defaultValue" in one && one.type !== "file" && one.value !== one.defaultValue;
}

/** @param {Element} element @param {[name: string, text: string][]} fields */
function fillOne(element, fields) {
  const one = /** @type {HTMLInputElement} */ (element);
  const mine = fields.filter(([name]) => name === one.name).map(([, text]) => text);
  if (one.type === "checkbox" || one.type === "radio") {
    const chosen = mine.includes(one.value);
    if (mine.length || one.checked) set(one, "checked", chosen);
  } else if (mine.length && one.type !== "file") {
    set(one, "value", mine[0]);
  }
}

/**
 * @param {HTMLInputElement} element
 * @param {"checked" | "value"} what
 * @param {any} value
 */
function set(element, what, value) {
  if (value) element.closest("details")?.setAttribute("open", "");
  if (element[what] === value) return;
  /** @type {any} */ (element)[what] = value;
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Say what is wrong at the top of the form and at each field.
 *
 * @param {HTMLFormElement} form
 * @param {{ sentence: string, faults: { field: string, sentence: string }[] }} why
 * @param {string} otherwise - what is said where the server said nothing
 */
export function showFaults(form, why, otherwise) {
  const summary = /** @type {HTMLElement} */ (document.querySelector("[data-faults]"));
  const list = /** @type {HTMLElement} */ (summary.querySelector("ul"));
  const faults = why.faults.length
    ? why.faults
    : [{ field: "", sentence: why.sentence || otherwise }];
  list.replaceChildren(...faults.map((fault) => summaryLine(form, fault)));
  summary.hidden = false;
  summary.focus();
}

/** @param {HTMLFormElement} form @param {{ field: string, sentence: string }} fault */
function summaryLine(form, { field, sentence }) {
  const line = document.createElement("li");
  const target = field && document.getElementById(field);
  if (!target || !form.contains(target)) {
    line.textContent = sentence;
    return line;
  }
  const link = document.createElement("a");
  link.href = `#${field}`;
  link.textContent = sentence;
  line.append(link);
  mark(target, sentence);
  return line;
}

/** @param {HTMLElement} target @param {string} sentence */
function mark(target, sentence) {
  target.closest("details")?.setAttribute("open", "");
  const id = `${target.id}-error`;
  document.getElementById(id)?.remove();
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("field-fault"));
  const said = /** @type {HTMLElement} */ (
    /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
  );
  said.id = id;
  /** @type {HTMLElement} */ (said.querySelector("span")).textContent = sentence;
  const described = new Set((target.getAttribute("aria-describedby") ?? "").split(" "));
  target.setAttribute("aria-describedby", [...described.add(id)].filter(Boolean).join(" "));
  if (target.matches("fieldset")) {
    target.tabIndex = -1;
    target.querySelector("legend")?.after(said);
  } else {
    target.setAttribute("aria-invalid", "true");
    (target.closest(".combo") ?? target).before(said);
  }
}
