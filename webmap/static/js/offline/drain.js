import {
  TEXT,
  answered,
  bare,
  dueAt,
  freshPart,
  hurried,
  isOld,
  nextPart,
  partAt,
  withPart,
} from "../core/queue.js";
import { sendPhoto, sendText } from "./send.js";
import { allKept, changeKept, deleteKept, putKept } from "./store.js";

/**
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("../core/queue.js").Answer & { body: any }} Answer
 * @typedef {import("../core/queue.js").Table & { send: string }} Told
 * @typedef {{ hurry?: boolean, changed?: (key: string) => void }} How
 */

const LOCK = "wusul-send";
const CONFLICT = 422;
const KNOWN = 200;
/** What is said of a report that had arrived before it was changed. */
const HAD_ARRIVED =
  "It had come in as you wrote it first, before you changed it. What you changed is kept as a draft of its own.";

/**
 * Send what is due, one after the other. Only one page or worker of a device sends at a
 * time; where a browser knows no locks, the server still makes one report of two sends.
 *
 * @param {Told} told
 * @param {How} [how] - hurry: the network is back, so waits are cut short
 * @returns {Promise<number | null>} when to look again; `null`: nothing waits
 */
export function drain(told, how = {}) {
  const work = () => sendAll(told, how);
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
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

/** @param {string} key @param {Told} told @param {(key: string) => void} changed */
async function sendNext(key, told, changed) {
  const kept = await changeKept(key, begun);
  const place = kept ? nextPart(kept) : null;
  if (!kept || place === null) return;
  changed(key);
  if (place !== TEXT) {
    const answer = await sendPhoto(kept, kept.photos[place], told);
    await changeKept(key, (now) => finished(now, place, answer, told));
  } else {
    const answer = await sendText(kept, told);
    const first = kept.before && isConflict(answer) ? await sendFirst(kept, told) : null;
    if (first?.status === KNOWN) await keepChange(kept);
    await changeKept(key, (now) => finished(now, place, first ?? answer, told));
  }
  changed(key);
}

/**
 * Note that what is next is being sent now; also where it had been cut off.
 *
 * @param {Kept} kept
 * @returns {Kept}
 */
function begun(kept) {
  const place = nextPart(kept);
  if (place === null) return kept;
  return withPart(kept, place, { ...partAt(kept, place), state: "sending" });
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
  if (!arrived) return bare({ ...next, changed: given.now });
  const { tracking, own_page: page, author_token: token } = answer.body;
  return bare({ ...next, tracking, page, token, changed: given.now });
}

/** @param {Answer} answer */
function isConflict({ status, faults = [] }) {
  return status === CONFLICT && faults.some(({ field }) => field === "send_key");
}

/**
 * Ask for the report as it was sent first: another one was found under its key.
 *
 * @param {Kept} kept
 * @param {Told} told
 */
function sendFirst(kept, told) {
  return sendText({ ...kept, fields: kept.before ?? [] }, told);
}

/**
 * Keep what was changed too late as a draft of its own, and say so on it. That comes
 * before the report is noted as sent: the page may be left in between, and then both
 * are done once more, so the draft has a key that is always the same.
 *
 * @param {Kept} kept
 */
async function keepChange(kept) {
  const { lang, title, where, fields } = kept;
  const key = `${kept.key}-changed`;
  if ((await allKept()).some((one) => one.key === key)) return;
  const now = Date.now();
  await putKept({
    ...{ key, lang, title, where, fields, before: null },
    ...{ begun: now, changed: now, text: freshPart(), photos: [] },
    ...{ tracking: "", page: "", token: "", note: HAD_ARRIVED },
  });
}
