/**
 * Draw the map as this device can: with WebGL 2, else with Leaflet.
 *
 * @param {HTMLElement} container
 * @param {any} scene
 * @param {any} told
 * @returns {Promise<import("./vector.js").TownMap>}
 */
export async function openMap(container, scene, told) {
  if (document.createElement("canvas").getContext("webgl2")) {
    const { drawVectorMap } = await import("./vector.js");
    return drawVectorMap(container, scene, told);
  }
  const { drawPlainMap } = await import("./plain.js");
  return drawPlainMap(container, scene, told);
}
