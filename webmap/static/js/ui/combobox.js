import { moveActive } from "../core/combo.js";

const WAIT_MS = 150;
const LEAST = 2;

/**
 * Suggest names while somebody types: a combobox with a list (ARIA 1.2). The form works
 * without it. A chosen suggestion is told by the event `hit`, and is kept in the field
 * `<name>_at` beside it, where there is one, as `lon,lat|name`.
 *
 * @param {Document} page
 */
export function suggestNames(page) {
  const fields = page.querySelectorAll("input[data-search]");
  for (const field of fields) attach(/** @type {HTMLInputElement} */ (field));
}

/** @param {HTMLInputElement} field */
function attach(field) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  list.id = `${field.id}-options`;
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels?.[0]?.textContent?.trim() ?? "");
  list.hidden = true;
  told.className = "sr-only";
  told.setAttribute("role", "status");
  const frame = document.createElement("div");
  frame.className = "combo";
  field.replaceWith(frame);
  frame.append(field, list, told);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  field.setAttribute("aria-controls", list.id);
  listen(field, list, told);
}

/** @param {HTMLInputElement} field @param {HTMLElement} list @param {HTMLElement} told */
function listen(field, list, told) {
  let active = -1;
  /** @type {number | undefined} */
  let waiting;
  /** @type {AbortController | undefined} */
  let running;
  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);

  /** @param {number} next */
  const activate = (next) => {
    active = next;
    for (const [number, option] of options().entries()) {
      option.setAttribute("aria-selected", String(number === active));
      if (number === active) option.scrollIntoView({ block: "nearest" });
    }
    const id = options()[active]?.id;
    if (id) field.setAttribute("aria-activedescendant", id);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    running?.abort();
    clearTimeout(waiting);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    activate(-1);
  };
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const text = field.value.trim();
    if (text.length < LEAST) return close();
    const answer = await request(text, running.signal);
    if (answer === null) return undefined;
    list.innerHTML = answer;
    for (const [number, option] of options().entries()) option.id = `${list.id}-${number}`;
    told.textContent = list.querySelector("[data-count]")?.getAttribute("data-count") ?? "";
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    return activate(-1);
  };
  /** @param {HTMLElement} option */
  const choose = (option) => {
    const { name = "", lon, lat, layer, key } = option.dataset;
    field.value = name;
    const at = /** @type {HTMLInputElement | null} */ (
      field.form?.elements.namedItem(`${field.name}_at`) ?? null
    );
    if (at) at.value = `${lon},${lat}|${name}`;
    close();
    const detail = { layer, key, name, lonlat: [Number(lon), Number(lat)] };
    field.dispatchEvent(new CustomEvent("hit", { detail }));
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
    if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options()[active]);
    }
    const next = list.hidden ? null : moveActive({ count: options().length, active }, event.key);
    if (next === null) return;
    event.preventDefault();
    activate(next);
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = /** @type {Element} */ (event.target).closest("[role=option]");
    if (option) choose(/** @type {HTMLElement} */ (option));
  });
}

/**
 * @param {string} text
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} the options; `null` where there is no answer
 */
async function request(text, signal) {
  const address = `/${document.documentElement.lang}/search/options?q=${encodeURIComponent(text)}`;
  try {
    const answer = await fetch(address, { signal });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
