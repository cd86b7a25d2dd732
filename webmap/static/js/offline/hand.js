import { draftOver, isKeyTaken, isOpen, sentOff, takenBack } from "../core/queue.js";
import { newKey } from "../core/report-fields.js";
import { aloneWith } from "./alone.js";
import { changeKept, renameKept, rewriteKept } from "./store.js";

/**
 * A report goes to and fro between its form and the queue: always in one go, from what is
 * kept of it at that moment.
 *
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("../core/queue.js").Table} Table
 */

/** What is said of a report that had arrived before it was changed. */
const HAD_ARRIVED =
  "It had come in as you wrote it first, before you changed it. What you changed is kept as a draft of its own.";

/** Give what a draft of something that was changed too late gets. */
export function lateNow() {
  return { key: newKey(crypto), now: Date.now(), note: HAD_ARRIVED };
}

/**
 * Take a report back to change it. While it is being sent, that is waited for: then it has
 * arrived, and stays as it is, or it has not.
 *
 * @param {string} key
 * @param {Table} table
 * @param {string} [by] - the page that types it from now on
 * @returns {Promise<Kept | undefined>} the report; it may be changed if it is a draft
 */
export function takeBack(key, table, by) {
  const taken = (/** @type {Kept} */ kept) => {
    const back = takenBack(kept, table);
    return by && back.text.state === "draft" ? { ...back, by } : back;
  };
  const isFree = (/** @type {Kept} */ kept) => "locks" in navigator || isOpen(kept, table);
  return aloneWith(key, () =>
    changeKept(key, (kept) => (isFree(kept) ? taken(kept) : kept)),
  );
}

/**
 * Give a draft a key of its own where another report has come in under its key: else it
 * would be refused again and again.
 *
 * @param {Kept} draft
 * @returns {Promise<Kept>}
 */
export async function withFreeKey(draft) {
  if (!isKeyTaken(draft)) return draft;
  const free = { ...draft, key: newKey(crypto), versions: [] };
  await renameKept(draft.key, free);
  return free;
}

/**
 * Take back what was just sent off, without its contact: the server has something to ask.
 *
 * @param {string} key
 * @param {Table} table
 * @returns {Promise<boolean>} whether it could be: nobody has begun to send it
 */
export async function backToForm(key, table) {
  const { contact } = table.keep;
  const kept = await changeKept(key, (now) => {
    if (now.text.state !== "queued") return now;
    const fields = now.fields.filter(([name]) => !contact.includes(name));
    return { ...takenBack(now, table), fields };
  });
  return kept?.text.state === "draft";
}

/**
 * Keep a draft as it is typed.
 *
 * @param {Kept} draft
 * @param {boolean} isEmpty - then it is only kept where it was kept before
 * @returns {Promise<Kept>}
 */
export async function keepDraft(draft, isEmpty) {
  const late = lateNow();
  const [kept] = await rewriteKept(draft.key, (known) =>
    isEmpty && !known ? [] : [draftOver(known, draft, late)],
  );
  return kept ?? draft;
}

/**
 * Put a report in the queue.
 *
 * @param {Kept} draft
 * @param {Table} table
 * @returns {Promise<Kept[]>} the report, and what else was kept
 */
export function handOver(draft, table) {
  const late = lateNow();
  return rewriteKept(draft.key, (known) => sentOff(known, draft, { late, table }));
}
