/**
 * One thing is chosen, on the map or in a list: it is ringed on the map and told at the
 * head of the column.
 *
 * @param {HTMLElement} target - where it is told
 * @param {string} address - with LAYER and KEY in it
 * @param {() => import("./vector.js").TownMap} map
 */
export function keepChoice(target, address, map) {
  const close = () => {
    target.replaceChildren();
    map().mark(null);
  };
  target.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-close]")) close();
  });
  target.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
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
    const lonlat = positionOf(target.querySelector("[data-key]"));
    map().mark(lonlat);
    if (go && lonlat) map().goTo(lonlat);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };
  return choose;
}

/**
 * @param {Element | null} element
 * @returns {[number, number] | null}
 */
function positionOf(element) {
  const { lon, lat } = /** @type {HTMLElement} */ (element)?.dataset ?? {};
  return lon && lat ? [Number(lon), Number(lat)] : null;
}
