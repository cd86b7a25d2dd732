/**
 * @typedef {import("../../vendor/maplibre-gl/maplibre-gl.mjs").Map} Map
 * @typedef {(kind: string, lonlat: [number, number], text: string) => void} PutSign
 */

/**
 * Fetch the style sheets that a page without an answer does not bring along.
 *
 * @param {HTMLElement} container
 */
async function bringSheets(container) {
  const addresses = container.dataset.sheets?.split(" ") ?? [];
  await Promise.all(
    addresses.map(
      (address) =>
        new Promise((resolve) => {
          const link = document.createElement("link");
          link.rel = "stylesheet";
          link.href = address;
          link.onload = link.onerror = resolve;
          document.head.append(link);
        }),
    ),
  );
}

/**
 * Draw an answer beside its words. Where the device cannot, or shows no map, the page is
 * complete without, and the program that draws maps is not even fetched.
 *
 * @param {(scene: any) => [buildStyle: (place: any, look: any) => any,
 *   box: [[number, number], [number, number]] | null]} prepare
 * @param {(map: Map, scene: any, putSign: PutSign) => void} finish
 */
export async function showAnswer(prepare, finish) {
  const container = document.getElementById("map");
  const part = container?.closest(".map-part");
  if (!container || !part || getComputedStyle(part).display === "none") return;
  if (document.createElement("canvas").getContext("webgl2")) {
    const [{ drawQuietMap, signsOn }] = await Promise.all([
      import("./quiet.js"),
      bringSheets(container),
    ]);
    const scene = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");
    const map = await drawQuietMap(container, scene, ...prepare(scene));
    finish(map, scene, signsOn(map));
  } else {
    part.closest(".screen-map")?.classList.remove("screen-map");
    part.remove();
  }
}
