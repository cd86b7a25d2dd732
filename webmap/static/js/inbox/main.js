import { moveFocus, readShortcut } from "../core/roving.js";

const KEPT = "wusul-inbox-shortcuts";

/**
 * Let the list be one stop of the Tab key, gone through with the arrow keys.
 *
 * @param {Document} page
 */
function rove(page) {
  const list = /** @type {HTMLElement | null} */ (page.querySelector("[data-roving]"));
  if (!list) return;
  const grid = [...list.querySelectorAll("[data-row]")].map((row) =>
    /** @type {HTMLElement[]} */ ([...row.querySelectorAll("a[href], input")]),
  );
  const shape = { rows: grid.length, cells: 2, isRtl: page.documentElement.dir === "rtl" };
  let spot = { row: 0, cell: 1 };

  /** @param {import("../core/roving.js").Spot} next */
  const stand = (next) => {
    for (const one of grid.flat()) one.tabIndex = -1;
    spot = next;
    const target = grid[spot.row][Math.min(spot.cell, grid[spot.row].length - 1)];
    target.tabIndex = 0;
    return target;
  };
  stand(spot);
  list.addEventListener("focusin", ({ target }) => {
    const row = grid.findIndex((cells) => cells.includes(/** @type {HTMLElement} */ (target)));
    if (row >= 0) stand({ row, cell: grid[row].indexOf(/** @type {HTMLElement} */ (target)) });
  });
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === " " && spot.cell > 0) {
      grid[spot.row][0].click();
      event.preventDefault();
      return;
    }
    const next = moveFocus(event.key, spot, shape);
    if (!next) return;
    event.preventDefault();
    stand(next).focus();
  });
  offerShortcuts(page, {
    next: () => stand({ ...spot, row: Math.min(spot.row + 1, grid.length - 1) }).focus(),
    previous: () => stand({ ...spot, row: Math.max(spot.row - 1, 0) }).focus(),
    tick: () => grid[spot.row][0].click(),
    search: () => page.getElementById("text")?.focus(),
  });
}

/**
 * Shortcuts only where somebody has switched them on, on this device.
 *
 * @param {Document} page
 * @param {Record<string, () => void>} actions
 */
function offerShortcuts(page, actions) {
  const help = /** @type {HTMLElement | null} */ (page.querySelector("[data-keys]"));
  const box = /** @type {HTMLInputElement | null} */ (page.querySelector("[data-shortcuts]"));
  if (!help || !box) return;
  help.hidden = false;
  box.checked = localStorage.getItem(KEPT) === "on";
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  page.addEventListener("keydown", (event) => {
    const meant = box.checked ? readShortcut(event) : "";
    if (!meant) return;
    event.preventDefault();
    actions[meant]();
  });
}

rove(document);
