/**
 * Where a photo was taken, as the camera noted it. Read on the device only, to offer it;
 * the note itself is left behind when the picture is made anew.
 */

const START = 0xffd8;
const EXIF = 0xffe1;
const PICTURE = 0xffda;
const MARK = 0x45786966; // "Exif"
const LITTLE = 0x4949;
const GPS = 0x8825;
const LATITUDE_SIDE = 1;
const LATITUDE = 2;
const LONGITUDE_SIDE = 3;
const LONGITUDE = 4;
const ENTRY = 12;
const MOST_ENTRIES = 200;

/**
 * @param {ArrayBuffer} raw - the first bytes of a JPEG, or all
 * @returns {[lon: number, lat: number] | null} degrees; `null` where nothing is noted
 */
export function readTakenAt(raw) {
  try {
    const block = findBlock(new DataView(raw));
    return block && readPosition(block);
  } catch (wrong) {
    if (wrong instanceof RangeError) return null;
    throw wrong;
  }
}

/**
 * @param {DataView} view
 * @returns {DataView | null} the block in the format of TIFF
 */
function findBlock(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== START) return null;
  let at = 2;
  while (at + 10 < view.byteLength) {
    const marker = view.getUint16(at);
    if (marker >>> 8 !== 0xff || marker === PICTURE) return null;
    const length = view.getUint16(at + 2);
    if (marker === EXIF && view.getUint32(at + 4) === MARK) {
      const first = at + 10;
      const bytes = Math.min(length - 8, view.byteLength - first);
      return bytes > 8 ? new DataView(view.buffer, view.byteOffset + first, bytes) : null;
    }
    at += 2 + length;
  }
  return null;
}

/**
 * @param {DataView} block
 * @returns {[number, number] | null}
 */
function readPosition(block) {
  const little = block.getUint16(0) === LITTLE;
  const top = entriesAt(block, block.getUint32(4, little), little);
  const gps = top.get(GPS);
  if (gps === undefined) return null;
  const noted = entriesAt(block, block.getUint32(gps + 8, little), little);
  const lat = degrees(block, noted.get(LATITUDE), little);
  const lon = degrees(block, noted.get(LONGITUDE), little);
  if (lat === null || lon === null) return null;
  const south = letter(block, noted.get(LATITUDE_SIDE)) === "S";
  const west = letter(block, noted.get(LONGITUDE_SIDE)) === "W";
  const place = /** @type {[number, number]} */ ([west ? -lon : lon, south ? -lat : lat]);
  const isOnEarth = Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 90;
  return isOnEarth && (lon !== 0 || lat !== 0) ? place : null;
}

/**
 * @param {DataView} block
 * @param {number} at
 * @param {boolean} little
 * @returns {Map<number, number>} tag → where its entry begins
 */
function entriesAt(block, at, little) {
  const count = Math.min(block.getUint16(at, little), MOST_ENTRIES);
  const places = Array.from({ length: count }, (_none, place) => at + 2 + ENTRY * place);
  return new Map(places.map((place) => [block.getUint16(place, little), place]));
}

/**
 * @param {DataView} block
 * @param {number | undefined} entry
 * @param {boolean} little
 */
function degrees(block, entry, little) {
  if (entry === undefined || block.getUint32(entry + 4, little) !== 3) return null;
  const at = block.getUint32(entry + 8, little);
  const parts = [0, 8, 16].map((more) => {
    const below = block.getUint32(at + more + 4, little);
    return below ? block.getUint32(at + more, little) / below : Number.NaN;
  });
  const value = parts[0] + parts[1] / 60 + parts[2] / 3600;
  return Number.isFinite(value) ? value : null;
}

/** @param {DataView} block @param {number | undefined} entry */
function letter(block, entry) {
  return entry === undefined ? "" : String.fromCharCode(block.getUint8(entry + 8));
}
