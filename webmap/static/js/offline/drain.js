import {
  GONE,
  TEXT,
  answered,
  bare,
  dueAt,
  hurried,
  isOld,
  lateDraft,
  letGo,
  nextPart,
  partAt,
  stateAfter,
  withPart,
  withoutContact,
} from "../core/queue.js";
import { alone, aloneWith } from "./alone.js";
import { lateNow } from "./hand.js";
import { sendPhoto, sendText } from "./send.js";
import { allKept, changeKept, deleteKept, rewriteKept } from "./store.js";

/**
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("../core/queue.js").Answer & { body: any }} Answer
 * @typedef {import("../core/queue.js").Table & { send: string }} Told
 * @typedef {{ hurry?: boolean, changed?: (key: string) => void }} How
 */

const LOCK = "wusul-send";
const CONFLICT = 422;

/**
 * Send what is due, one after the other. Only one page or worker of a device works
 * through the queue at a time.
 *
 * @param {Told} told
 * @param {How} [how] - hurry: the network is back, so waits are cut short
 * @returns {Promise<number | null>} when to look again; `null`: nothing waits
 */
export function drain(told, how = {}) {
  return alone(LOCK, () => sendAll(told, how));
}

/** @param {Told} told @param {How} how */
async function sendAll(told, { hurry = false, changed = () => {} }) {
  await forget(told, changed);
  if (hurry) for (const { key } of await allKept()) await changeKept(key, hurryNow);
  for (;;) {
    const waiting = (await allKept()).filter((kept) => nextPart(kept) !== null);
    if (!waiting.length) return null;
    const next = waiting.reduce((a, b) => ((dueAt(b) ?? 0) < (dueAt(a) ?? 0) ? b : a));
    const due = dueAt(next) ?? 0;
    if (due > Date.now()) return due;
    await sendNext(next.key, told, changed);
  }
}

/** @param {Kept} kept */
function hurryNow(kept) {
  return hurried(kept, Date.now());
}

/** @param {Told} told @param {(key: string) => void} changed */
async function forget(told, changed) {
  for (const kept of await allKept()) {
    if (!isOld(kept, Date.now(), told)) continue;
    await deleteKept(kept.key);
    changed(kept.key);
  }
}

/**
 * Send what is next of one report: its text, or a photo. Whoever else is at it is waited
 * for; then only what is still to be sent goes.
 *
 * @param {string} key
 * @param {Told} told
 * @param {(key: string) => void} changed
 * @returns {Promise<void>}
 */
export function sendNext(key, told, changed) {
  return aloneWith(key, async () => {
    const kept = await changeKept(key, begun);
    const place = kept ? nextPart(kept) : null;
    if (!kept || place === null || partAt(kept, place).state !== "sending") return;
    changed(key);
    const { answer, isLate } = await send(kept, place, told);
    await rewriteKept(key, (now) => (now ? settled(now, place, { answer, isLate, told }) : []));
    changed(key);
  });
}

/**
 * Note that what is next is being sent now, if it is due; also where it had been cut off.
 *
 * @param {Kept} kept
 * @returns {Kept}
 */
function begun(kept) {
  const place = nextPart(kept);
  if (place === null || (dueAt(kept) ?? 0) > Date.now()) return kept;
  return withPart(kept, place, { ...partAt(kept, place), state: "sending" });
}

/**
 * Send a part. Where another report is found under the key, one of those was it that were
 * sent before this one was changed: they are asked for one after the other.
 *
 * @param {Kept} kept
 * @param {number} place
 * @param {Told} told
 * @returns {Promise<{ answer: Answer, isLate: boolean }>} isLate: it is there as it was before
 */
async function send(kept, place, told) {
  if (place !== TEXT) return { answer: await sendPhoto(kept, kept.photos[place], told), isLate: false };
  const answer = await sendText(kept, told);
  if (!isConflict(answer)) return { answer, isLate: false };
  for (const fields of kept.versions ?? []) {
    const first = await sendText({ ...kept, fields }, told);
    if (stateAfter(first.status, told) !== "needs_attention") return { answer: first, isLate: true };
  }
  return { answer, isLate: false };
}

/** @param {Answer} answer */
function isConflict({ status, faults = [] }) {
  return status === CONFLICT && faults.some(({ field }) => field === "send_key");
}

/**
 * Note what came of it. What was changed too late becomes a draft of its own, and says so;
 * both are written in one go: the page may be left at any moment.
 *
 * @param {Kept} kept - as it is now
 * @param {number} place
 * @param {{ answer: Answer, isLate: boolean, told: Told }} given
 * @returns {Kept[]}
 */
function settled(kept, place, { answer, isLate, told }) {
  const next = finished(kept, place, answer, told);
  if (!isLate || next === kept || next.text.state !== "sent") return [next];
  const late = withoutContact(lateDraft(kept, lateNow()), told);
  return [{ ...next, late: late.key }, late];
}

/**
 * @param {Kept} kept
 * @param {number} place
 * @param {Answer} answer
 * @param {Told} told
 * @returns {Kept}
 */
function finished(kept, place, answer, told) {
  const part = partAt(kept, place);
  if (part?.state !== "sending") return kept;
  const given = { table: told, now: Date.now(), share: Math.random() };
  const next = withPart(kept, place, answered(part, answer, given));
  const arrived = place === TEXT && next.text.state === "sent";
  if (answer.status === GONE) return bare({ ...letGo(next, place), changed: given.now });
  if (!arrived) return bare({ ...next, changed: given.now });
  const { tracking, own_page: page, author_token: token } = answer.body;
  return bare({ ...next, tracking, page, token, changed: given.now });
}
