/** Decimal places of a degree: about a metre. */
const PLACES = 5;
const POSITION = /^\s*(-?\d+(?:\.\d+)?)\s*[,،;]\s*(-?\d+(?:\.\d+)?)\s*$/;

/**
 * @param {string} text
 * @returns {[lon: number, lat: number] | null} `null` where it is not a position on Earth
 */
export function readLonLat(text) {
  const found = POSITION.exec(text);
  if (!found) return null;
  const [lon, lat] = [Number(found[1]), Number(found[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

/**
 * @param {[lon: number, lat: number]} lonlat
 * @returns {string}
 */
export function writeLonLat([lon, lat]) {
  return `${lon.toFixed(PLACES)},${lat.toFixed(PLACES)}`;
}
