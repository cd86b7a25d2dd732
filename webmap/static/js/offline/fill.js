/**
 * Fill a form in with what was kept. Fields that only appear with an answer to another
 * one are filled in once they are there.
 *
 * @param {HTMLFormElement} form
 * @param {[name: string, text: string][]} fields
 */
export function fillForm(form, fields) {
  for (let round = 0; round < 2; round += 1) {
    for (const element of form.elements) fillOne(element, fields);
  }
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
