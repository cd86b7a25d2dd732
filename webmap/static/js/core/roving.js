/**
 * Where the focus goes in a list of rows, each with several things in it.
 *
 * @typedef {{ row: number, cell: number }} Spot
 */

/**
 * @param {string} key - of a keyboard event
 * @param {Spot} spot - where the focus is
 * @param {{ rows: number, cells: number, isRtl: boolean }} shape
 * @returns {Spot | null} where it goes; null where the key means nothing here
 */
export function moveFocus(key, spot, { rows, cells, isRtl }) {
  const forward = isRtl ? "ArrowLeft" : "ArrowRight";
  const backward = isRtl ? "ArrowRight" : "ArrowLeft";
  /** @type {Record<string, Spot>} */
  const moves = {
    ArrowDown: { row: Math.min(spot.row + 1, rows - 1), cell: spot.cell },
    ArrowUp: { row: Math.max(spot.row - 1, 0), cell: spot.cell },
    Home: { row: 0, cell: spot.cell },
    End: { row: rows - 1, cell: spot.cell },
    [forward]: { row: spot.row, cell: Math.min(spot.cell + 1, cells - 1) },
    [backward]: { row: spot.row, cell: Math.max(spot.cell - 1, 0) },
  };
  return moves[key] ?? null;
}

/** Shortcuts with two modifiers: no browser, reader or input method takes them alone. */
const SHORTCUTS = { KeyJ: "next", KeyK: "previous", KeyX: "tick", KeyS: "search" };

/**
 * @param {{ code: string, altKey: boolean, shiftKey: boolean, ctrlKey: boolean,
 *   metaKey: boolean }} event
 * @returns {string} what is meant; empty for nothing
 */
export function readShortcut(event) {
  const isMeant = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
  const known = /** @type {Record<string, string>} */ (SHORTCUTS);
  return isMeant ? known[event.code] ?? "" : "";
}
