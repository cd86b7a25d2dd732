/**
 * Pictures of the map, made from the signs of the legend: one drawing for both.
 *
 * A place is a small board: on one half its access, on the other its kind. Made-up data
 * has a hatched board.
 */

const RATIO = 2;
const SIZE = 24;
const BOARD = { width: 46, height: 26, round: 6 };
const GROUP = { width: 38, height: 28, round: 14, number: 25 };
const SEVERAL = "several-";
const KEPT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
];
const UNKNOWN_KIND = "marker";
const PLAIN = { pixelRatio: RATIO };

/**
 * @typedef {{ legend: ParentNode, icons: string, kinds: Record<string, string>,
 *   colours: Record<string, string> }} Signs
 */

/** @param {string} svg @param {number} size */
async function decode(svg, size) {
  const image = new Image(size, size);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/**
 * Copy a sign of the legend with the colours that the page gives it now.
 *
 * @param {SVGElement} sign
 */
function frozen(sign) {
  const copy = /** @type {SVGElement} */ (sign.cloneNode(true));
  const parts = [sign, ...sign.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [number, part] of parts.entries()) {
    const style = getComputedStyle(part);
    copies[number].removeAttribute("class");
    for (const name of KEPT) {
      copies[number].setAttribute(name, style.getPropertyValue(name));
    }
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(SIZE * RATIO));
  copy.setAttribute("height", String(SIZE * RATIO));
  return new XMLSerializer().serializeToString(copy);
}

/** @param {Signs} signs @param {string} name */
async function fromLegend({ legend }, name) {
  const sign = legend.querySelector(`[data-symbol="${CSS.escape(name)}"] svg`);
  if (!sign) return null;
  return decode(frozen(/** @type {SVGElement} */ (sign)), SIZE * RATIO);
}

/** @param {Signs} signs @param {string} kind */
async function ofKind({ icons, kinds, colours }, kind) {
  for (const icon of [kinds[kind], UNKNOWN_KIND]) {
    const answer = icon ? await fetch(`${icons}${icon}.svg`) : null;
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    const svg = page.documentElement;
    svg.setAttribute("width", String(15 * RATIO));
    svg.setAttribute("height", String(15 * RATIO));
    svg.setAttribute("fill", colours.ink);
    return decode(new XMLSerializer().serializeToString(svg), 15 * RATIO);
  }
  return null;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Record<string, string>} colours
 * @param {boolean} isMadeUp
 */
function drawBoard(pen, colours, isMadeUp) {
  const outline = new Path2D();
  outline.roundRect(1, 1, BOARD.width - 2, BOARD.height - 2, BOARD.round);
  pen.fillStyle = colours.sign;
  pen.fill(outline);
  pen.strokeStyle = colours["sign-edge"];
  if (isMadeUp) hatch(pen, outline);
  pen.lineWidth = 1.5;
  pen.setLineDash(isMadeUp ? [3, 2] : []);
  pen.stroke(outline);
}

/** @param {CanvasRenderingContext2D} pen @param {Path2D} outline */
function hatch(pen, outline) {
  pen.save();
  pen.clip(outline);
  pen.lineWidth = 0.7;
  pen.beginPath();
  for (let x = -BOARD.height; x < BOARD.width; x += 5) {
    pen.moveTo(x, BOARD.height);
    pen.lineTo(x + BOARD.height, 0);
  }
  pen.stroke();
  pen.restore();
}

/**
 * Draw the board of several things of a kind: their sign, and room for their number, which
 * stretches.
 *
 * @param {Signs} signs
 * @param {string} kind
 */
async function several(signs, kind) {
  const shape = await fromLegend(signs, kind);
  const canvas = document.createElement("canvas");
  canvas.width = GROUP.width * RATIO;
  canvas.height = GROUP.height * RATIO;
  const pen = canvas.getContext("2d");
  if (!pen || !shape) return null;
  pen.scale(RATIO, RATIO);
  const outline = new Path2D();
  outline.roundRect(1, 1, GROUP.width - 2, GROUP.height - 2, GROUP.round);
  pen.fillStyle = signs.colours.sign;
  pen.fill(outline);
  pen.strokeStyle = signs.colours.report;
  pen.lineWidth = 2;
  pen.stroke(outline);
  pen.drawImage(shape, 7, (GROUP.height - 16) / 2, 16, 16);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Where the number of several things stands on their board, and what of it stretches. */
const NUMBER = {
  stretchX: [[GROUP.number * RATIO, (GROUP.number + 4) * RATIO]],
  content: [GROUP.number, 4, GROUP.number + 4, GROUP.height - 4].map((at) => at * RATIO),
};

/** @param {Signs} signs @param {string} name */
async function board(signs, name) {
  const [, access, kind, isMadeUp] = /^place-([a-z]+)-(.*?)(-made-up)?$/.exec(name) ?? [];
  const [shape, icon] = await Promise.all([
    fromLegend(signs, `access-${access}`),
    ofKind(signs, kind),
  ]);
  const canvas = document.createElement("canvas");
  canvas.width = BOARD.width * RATIO;
  canvas.height = BOARD.height * RATIO;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.scale(RATIO, RATIO);
  drawBoard(pen, signs.colours, Boolean(isMadeUp));
  if (shape) pen.drawImage(shape, 4, 4, 18, 18);
  if (icon) pen.drawImage(icon, 26, 5.5, 15, 15);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/**
 * Draw a picture by the name that the style calls it.
 *
 * @param {Signs} signs
 * @param {string} name
 * @returns {Promise<[picture: any, options: object]>} what the map is given; the picture is
 *   null where there is none of that name
 */
export async function drawSymbol(signs, name) {
  if (name.startsWith("place-")) return [await board(signs, name), PLAIN];
  if (!name.startsWith(SEVERAL)) return [await fromLegend(signs, name), PLAIN];
  return [await several(signs, name.slice(SEVERAL.length)), { ...PLAIN, ...NUMBER }];
}
