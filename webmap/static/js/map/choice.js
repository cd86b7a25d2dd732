/**
 * One thing is chosen, on the map or in a list: it is ringed on the map and told at the
 * head of the column.
 *
 * @param {HTMLElement} target - where it is told
 * @param {string} address - with LAYER and KEY in it
 * @param {() => import("./vector.js").TownMap} map
 */
export function keepChoice(target, address, map) {
  let chosen = { layer: "", key: "" };
  const close = () => {
    target.replaceChildren();
    map().mark(null);
    focusAgain(chosen);
  };
  target.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-close]")) close();
  });
  target.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && target.hasChildNodes()) close();
  });

  /**
   * @param {string} layer
   * @param {string} key
   * @param {{ go: boolean }} how - whether the map goes there
   */
  const choose = async (layer, key, { go }) => {
    const path = key.split("/").map(encodeURIComponent).join("/");
    const answer = await fetch(address.replace("LAYER", layer).replace("KEY", path));
    if (!answer.ok) return;
    target.innerHTML = await answer.text();
    chosen = { layer, key };
    const lonlat = positionOf(target.querySelector("[data-key]"));
    map().mark(lonlat);
    if (go && lonlat) map().goTo(lonlat);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };
  return choose;
}

/**
 * After closing, the focus goes to the same thing in the lists, or where it is not there,
 * to the search.
 *
 * @param {{ layer: string, key: string }} chosen
 */
function focusAgain({ layer, key }) {
  const thing = `[data-lists] [data-layer="${layer}"][data-key="${CSS.escape(key)}"]`;
  const button = document.querySelector(`${thing} [data-find]`) ?? document.querySelector("#q");
  /** @type {HTMLElement | null} */ (button)?.focus();
}

/**
 * @param {Element | null} element
 * @returns {[number, number] | null}
 */
function positionOf(element) {
  const { lon, lat } = /** @type {HTMLElement} */ (element)?.dataset ?? {};
  return lon && lat ? [Number(lon), Number(lat)] : null;
}
