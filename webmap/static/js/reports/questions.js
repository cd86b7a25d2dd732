/**
 * Ask the questions of the chosen category at once. All of them stand in a template of
 * the page, so that this works without a network; what was typed stays typed.
 *
 * @param {Document} page
 */
export function askAtOnce(page) {
  const select = /** @type {HTMLSelectElement | null} */ (page.getElementById("category"));
  const part = page.getElementById("questions");
  const place = part?.querySelector("[data-questions]");
  const all = /** @type {HTMLTemplateElement | null} */ (page.getElementById("all-questions"));
  if (!select || !part || !place || !all) return;
  for (const button of page.querySelectorAll("[data-without-script]")) button.remove();
  const known = /** @type {HTMLElement[]} */ ([...all.content.children]);
  const show = () => {
    const wanted = known.filter((one) => isAsked(one, select.value));
    place.replaceChildren(...wanted.map((one) => find(place, one) ?? one.cloneNode(true)));
    part.hidden = !wanted.length;
  };
  select.addEventListener("change", show);
  show();
}

/** @param {HTMLElement} question @param {string} category */
function isAsked(question, category) {
  const categories = (question.dataset.categories ?? "").split(" ");
  return Boolean(category) && (categories.includes(category) || categories.includes("*"));
}

/** @param {Element} place @param {HTMLElement} question */
function find(place, question) {
  return place.querySelector(`[data-question="${question.dataset.question}"]`);
}

/**
 * An answer takes the tick off "I don't know", and the tick takes the answer away.
 *
 * @param {Document} page
 */
export function keepApart(page) {
  page.getElementById("form")?.addEventListener("input", ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    const question = field.closest?.("[data-question]");
    const tick = /** @type {HTMLInputElement | null | undefined} */ (
      question?.querySelector("input[type=checkbox]")
    );
    const text = /** @type {HTMLInputElement | null | undefined} */ (
      question?.querySelector(".input")
    );
    if (!tick || !text) return;
    if (field === tick && tick.checked) text.value = "";
    if (field === text && text.value) tick.checked = false;
  });
}
