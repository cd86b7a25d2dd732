/**
 * Parts of a picture that are to be hidden, in thousandths of its width and height.
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Part
 */

export const WHOLE = 1000;
const STEP = 20;
const SMALLEST = 20;

/** @type {Part} */
export const MIDDLE = { x: 400, y: 400, width: 200, height: 200 };

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/**
 * @param {string} text - "x,y,width,height"
 * @returns {Part}
 */
export function readPart(text) {
  const [x, y, width, height] = text.split(",").map(Number);
  return { x, y, width, height };
}

/** @param {Part} part */
export function writePart({ x, y, width, height }) {
  return [x, y, width, height].join(",");
}

/**
 * Move a part by an arrow key, or change its size; it stays within the picture.
 *
 * @param {Part} part
 * @param {string} key
 * @param {boolean} sized - whether the size changes
 * @returns {Part | null} `null` where the key is no arrow
 */
export function movePart(part, key, sized) {
  const step = ARROWS[key];
  if (!step) return null;
  const [across, down] = step;
  if (!sized) {
    const x = clamp(part.x + across, 0, WHOLE - part.width);
    return { ...part, x, y: clamp(part.y + down, 0, WHOLE - part.height) };
  }
  const width = clamp(part.width + across, SMALLEST, WHOLE - part.x);
  return { ...part, width, height: clamp(part.height + down, SMALLEST, WHOLE - part.y) };
}

/**
 * Span a part between two points of a picture; nothing where they are too close.
 *
 * @param {[number, number]} from - thousandths
 * @param {[number, number]} to
 * @returns {Part | null}
 */
export function spanPart(from, to) {
  const [left, right] = ordered(from[0], to[0]);
  const [top, bottom] = ordered(from[1], to[1]);
  const part = { x: left, y: top, width: right - left, height: bottom - top };
  return part.width < SMALLEST || part.height < SMALLEST ? null : part;
}

/** @param {number} one @param {number} other */
function ordered(one, other) {
  const inside = [one, other].map((value) => clamp(Math.round(value), 0, WHOLE));
  return inside.sort((a, b) => a - b);
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
