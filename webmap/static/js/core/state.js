/**
 * The state of the map page as its address holds it: what is shown in the query, where
 * the map stands in the part after `#`, as `#map=zoom/lat/lon`.
 *
 * @typedef {{ zoom: number, centre: [lon: number, lat: number] }} Stand
 */

const STAND = /(?:^#|&)map=(-?[\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/;
const LARGEST_ZOOM = 22;

/**
 * @param {string} hash
 * @returns {Stand | null} `null` where the address names no place on Earth
 */
export function readStand(hash) {
  const found = STAND.exec(hash);
  if (!found) return null;
  const [zoom, lat, lon] = found.slice(1).map(Number);
  const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  if (!isOnEarth || !(zoom >= 0 && zoom <= LARGEST_ZOOM)) return null;
  return { zoom, centre: [lon, lat] };
}

/**
 * @param {Stand} stand
 * @returns {string}
 */
export function writeStand({ zoom, centre: [lon, lat] }) {
  return `#map=${round(zoom, 2)}/${round(lat, 5)}/${round(lon, 5)}`;
}

/**
 * Write what is shown into a query; what else the query says stays.
 *
 * @param {string} query
 * @param {{ toggles: string[], filters: Record<string, string> }} shown
 * @returns {string} with its `?`, or empty
 */
export function writeShown(query, { toggles, filters }) {
  const params = new URLSearchParams(query);
  for (const name of ["show", "list", "cursor", "bbox", ...Object.keys(filters)]) {
    params.delete(name);
  }
  params.set("show", toggles.join(","));
  for (const [name, value] of Object.entries(filters)) {
    if (value) params.set(name, value);
  }
  return `?${params.toString().replaceAll("%2C", ",")}`;
}

/**
 * @param {{ west: number, south: number, east: number, north: number }} box
 * @returns {string} `west,south,east,north` inside the world, for a `bbox`
 */
export function writeBox({ west, south, east, north }) {
  const inside = [
    Math.max(-180, west),
    Math.max(-90, south),
    Math.min(180, east),
    Math.min(90, north),
  ];
  return inside.map((degrees) => round(degrees, 5)).join(",");
}

/**
 * @param {number} value
 * @param {number} places
 */
function round(value, places) {
  return Number(value.toFixed(places));
}
