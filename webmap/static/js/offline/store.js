/**
 * Reports kept on this device, in IndexedDB.
 *
 * @typedef {import("../core/queue.js").Kept} Kept
 */

const NAME = "wusul";
const VERSION = 1;
const REPORTS = "reports";

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => asked.result.createObjectStore(REPORTS, { keyPath: "key" });
    asked.onblocked = () => failed(new Error("another page holds an older store"));
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      asked.result.onclose = () => {
        opened = undefined;
      };
      done(asked.result);
    };
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/**
 * Run one transaction; it is done when what it wrote is on the disk.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(reports: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function run(mode, work) {
  const database = await open();
  return new Promise((done, failed) => {
    const transaction = database.transaction(REPORTS, mode, { durability: "strict" });
    const request = work(transaction.objectStore(REPORTS));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error ?? request.error);
    transaction.onerror = () => failed(transaction.error ?? request.error);
  });
}

/** @returns {Promise<Kept[]>} the oldest first */
export async function allKept() {
  const all = await run("readonly", (reports) => reports.getAll());
  return all.sort((a, b) => a.begun - b.begun || (a.key < b.key ? -1 : 1));
}

/** @param {string} key @returns {Promise<Kept | undefined>} */
export function getKept(key) {
  return run("readonly", (reports) => reports.get(key));
}

/**
 * Write a report anew from what is kept of it now, in one go: all of it or nothing, and
 * nobody writes in between. What is kept already as it is, is not written again.
 *
 * @param {string} key
 * @param {(known: Kept | undefined) => Kept[]} change
 * @returns {Promise<Kept[]>} what is kept now
 */
export async function rewriteKept(key, change) {
  /** @type {Kept[]} */
  let written = [];
  await run("readwrite", (reports) => {
    const asked = reports.get(key);
    asked.addEventListener("success", () => {
      written = change(asked.result);
      for (const kept of written) if (kept !== asked.result) reports.put(kept);
    });
    return asked;
  });
  return written;
}

/**
 * Change a report in one go; one that was deleted in the meantime stays deleted.
 *
 * @param {string} key
 * @param {(kept: Kept) => Kept} change
 * @returns {Promise<Kept | undefined>} the report as it is now
 */
export async function changeKept(key, change) {
  const [changed] = await rewriteKept(key, (known) => (known ? [change(known)] : []));
  return changed;
}

/**
 * Keep a report under another key, in one go.
 *
 * @param {string} key - that it had
 * @param {Kept} kept
 */
export async function renameKept(key, kept) {
  await run("readwrite", (reports) => {
    reports.delete(key);
    return reports.put(kept);
  });
}

/** @param {string} key */
export async function deleteKept(key) {
  await run("readwrite", (reports) => reports.delete(key));
}

export async function deleteAllKept() {
  await run("readwrite", (reports) => reports.clear());
}

/** Tell whether anything was ever kept here; where the browser does not say, perhaps. */
export async function isThere() {
  if (!("indexedDB" in globalThis)) return false;
  if (!indexedDB.databases) return true;
  const all = await indexedDB.databases();
  return all.some(({ name }) => name === NAME);
}

/** Tell whether this device lets pages keep anything. */
export async function canKeep() {
  try {
    await open();
    return true;
  } catch {
    return false;
  }
}
