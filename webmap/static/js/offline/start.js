import { openChannel } from "./channel.js";
import { drain } from "./drain.js";
import { allKept, isThere } from "./store.js";

/** @typedef {import("./drain.js").Told} Told */

const CACHES = "wusul-";
const SYNC = "wusul-send";
/** Longest that a browser counts, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** @type {Promise<boolean> | undefined} */
let worker;
/** @type {Promise<Told> | undefined} */
let told;
/** @type {number | undefined} */
let waiting;

const tell = openChannel((key) => {
  document.dispatchEvent(new CustomEvent("queue", { detail: key }));
});

/** @param {string} key */
function changed(key) {
  tell(key);
  document.dispatchEvent(new CustomEvent("queue", { detail: key }));
}

/**
 * Send what waits on this device while any page is open, and let the worker keep the
 * form for times without a network.
 *
 * @param {Document} page
 */
export function keepSending(page) {
  worker = tendWorker(page.documentElement.dataset.worker ?? "");
  addEventListener("online", () => sendWaiting({ hurry: true }));
  addEventListener("pageshow", ({ persisted }) => persisted && sendWaiting());
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "visible") sendWaiting();
  });
  sendWaiting();
}

/** Tell whether a worker keeps the form. */
export async function hasWorker() {
  return (await worker) ?? false;
}

/**
 * Tell what this device was told on the page, or ask for it.
 *
 * @returns {Promise<Told>}
 */
export function getTold() {
  told ??= readTold();
  told.catch(() => {
    told = undefined;
  });
  return told;
}

async function readTold() {
  const written = document.getElementById("page-data")?.textContent;
  const { offline } = JSON.parse(written ?? "{}");
  if (offline) return offline;
  const answer = await fetch(`/${document.documentElement.lang}/reports/device.json`);
  if (!answer.ok) throw new Error(`device.json: ${answer.status}`);
  return answer.json();
}

/**
 * Send what waits, and come back when the next of it is due.
 *
 * @param {{ hurry?: boolean }} [how]
 */
export async function sendWaiting(how = {}) {
  try {
    if (!(await isThere()) || !(await allKept()).length) return;
    const due = await drain(await getTold(), { ...how, changed });
    clearTimeout(waiting);
    if (due === null) return;
    waiting = setTimeout(sendWaiting, Math.min(Math.max(due - Date.now(), 0), LONGEST));
  } catch (error) {
    console.info("what waits is tried again with the next page", error);
  }
}

/**
 * Tell everybody that a report waits, and let the worker send it even if this page is
 * closed, where the browser can do that.
 *
 * @param {string} key
 */
export async function announce(key) {
  changed(key);
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await /** @type {any} */ (registration)?.sync?.register(SYNC);
  } catch {
    // Not allowed here: the page sends it itself.
  }
}

/**
 * Keep the form once the page itself is there; where data is to be saved, only for those
 * who report.
 */
async function isWanted() {
  if (document.readyState !== "complete") {
    await new Promise((done) => {
      addEventListener("load", done, { once: true });
    });
  }
  const { connection } = /** @type {any} */ (navigator);
  if (!connection?.saveData || document.querySelector("form[data-offline], [data-queue]")) return true;
  return Boolean(await navigator.serviceWorker.getRegistration());
}

/** Mark the page once the form is kept on this device. */
async function markKept() {
  const { active } = await navigator.serviceWorker.ready;
  const mark = () => {
    if (active?.state === "activated") document.documentElement.dataset.shell = "kept";
  };
  active?.addEventListener("statechange", mark);
  mark();
}

/**
 * Put the worker in its place, or take it away where it is switched off.
 *
 * @param {string} address
 * @returns {Promise<boolean>}
 */
async function tendWorker(address) {
  if (!navigator.serviceWorker) return false;
  try {
    if (address) {
      if (!(await isWanted())) return false;
      const made = await navigator.serviceWorker.register(address, { type: "module" });
      if (made) markKept();
      return Boolean(made);
    }
    const all = await navigator.serviceWorker.getRegistrations();
    await Promise.all(all.map((registration) => registration.unregister()));
    const names = await caches.keys();
    const ours = names.filter((name) => name.startsWith(CACHES));
    await Promise.all(ours.map((name) => caches.delete(name)));
  } catch {
    // Forbidden on this device: everything works while there is a network.
  }
  return false;
}
