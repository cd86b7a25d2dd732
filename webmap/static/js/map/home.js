import { readStand, writeShown, writeStand } from "../core/state.js";
import { speaker } from "../core/text.js";
import { keepChoice } from "./choice.js";
import { followMap, offerMap } from "./lists.js";
import { openMap } from "./open.js";

const WAIT_MS = 350;

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

const scene = JSON.parse(find("#page-data").textContent ?? "{}");
const say = speaker(scene.messages);
const form = /** @type {HTMLFormElement} */ (find("[data-show-form]"));
const lists = find("[data-lists]");
const isLong = new URLSearchParams(location.search).has("list");

/** @returns {{ toggles: string[], filters: Record<string, string> }} */
function readForm() {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "");
  return {
    toggles: data.getAll("show").map(String),
    filters: { kind: text("kind"), access: text("access") },
  };
}

/** @param {string[]} toggles */
function hiddenBy(toggles) {
  const off = Object.keys(scene.toggles).filter((key) => !toggles.includes(key));
  return new Set(off.flatMap((key) => scene.toggles[key]));
}

/** @type {import("./vector.js").TownMap} */
let map;
const choose = keepChoice(find("[data-chosen]"), scene.thing, () => map);
const follow = followMap(lists, scene.around);

/** @type {number | undefined} */
let waiting;
function moved() {
  if (!map) return;
  const address = location.pathname + location.search + writeStand(map.stand());
  history.replaceState(null, "", address);
  clearTimeout(waiting);
  if (!isLong) waiting = setTimeout(() => follow(readForm(), map.box()), WAIT_MS);
}

function shownChanged() {
  const shown = readForm();
  history.replaceState(null, "", writeShown(location.search, shown) + location.hash);
  map.setShown(hiddenBy(shown.toggles), shown.filters);
  follow(shown, map.box());
}

/** Several things lie at one spot: the list names them. @param {string} layer */
function goToList(layer) {
  const heading = document.getElementById(`list-${layer}`) ?? lists;
  heading.tabIndex = -1;
  heading.focus();
}

function listen() {
  form.addEventListener("change", shownChanged);
  form.addEventListener("submit", (event) => event.preventDefault());
  find("[data-show-button]").setAttribute("hidden", "");
  offerMap(lists);
  lists.tabIndex = -1;
  lists.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-find]");
    const thing = /** @type {HTMLElement | null} */ (button?.closest("[data-key]") ?? null);
    if (thing) choose(thing.dataset.layer ?? "", thing.dataset.key ?? "", { go: true });
  });
  find("#q").addEventListener("hit", (event) => {
    const { layer, key, lonlat } = /** @type {CustomEvent} */ (event).detail;
    if (layer in scene.listed) choose(layer, key, { go: true });
    else {
      map.mark(lonlat);
      map.goTo(lonlat);
    }
  });
  document.addEventListener("display", () => map.repaint());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.repaint());
  window.addEventListener("hashchange", () => {
    const stand = readStand(location.hash);
    if (stand) map.goTo(stand.centre);
  });
}

async function start() {
  const stand = readStand(location.hash) ?? { zoom: scene.zoom, centre: scene.centre };
  map = await openMap(find("[data-map]"), scene, {
    say,
    stand,
    hidden: hiddenBy(readForm().toggles),
    legend: form,
    moved,
    chosen: (/** @type {string} */ layer, /** @type {string} */ key) =>
      choose(layer, key, { go: false }),
    together: goToList,
  });
  listen();
  moved();
  find("[data-made-up]").toggleAttribute("hidden", !scene.demonstration);
  document.body.dataset.map = "ready";
}

start().catch(() => {
  find("[data-map-note]").textContent = say(
    "The map could not be drawn on this device. The list shows the same.",
  );
  document.body.dataset.map = "none";
});
