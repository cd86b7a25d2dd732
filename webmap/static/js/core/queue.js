/**
 * Reports that wait on a device: where each stands, when it is tried again, what may
 * be done with it. Pure; the table is geo/tables/report_client.toml.
 *
 * @typedef {{ state: string, tries: number, due: number, why: Why | null }} Part
 *   a report or its photo: due is when it may be tried, in milliseconds
 * @typedef {{ kind: string, status: number, sentence: string,
 *   faults: { field: string, sentence: string }[] }} Why
 * @typedef {{ key: string, lang: string, title: string, where: string, begun: number,
 *   changed: number, fields: Fields, versions: Fields[],
 *   text: Part, photos: Photo[], tracking: string, page: string,
 *   token: string, note: string, by?: string, late?: string }} Kept
 *   by: the page that types it; late: the draft of what was changed too late
 *   versions: what was sent earlier and may have arrived, although no answer came
 * @typedef {import("./report-fields.js").Fields} Fields
 * @typedef {Part & { field: string, name: string, alt: string, blob: Blob | null }} Photo
 * @typedef {{ states: Record<string, { label: string, next: string[] }>,
 *   answers: { to: string, statuses: number[] }[],
 *   retry: { first_s: number, factor: number, most_s: number, jitter: number,
 *     look_s: number, text_s: number, photo_s: number },
 *   keep: { draft_days: number, sent_days: number, contact: string[] } }} Table
 * @typedef {{ status: number, kind: string, retryAfter: string | null,
 *   sentence?: string, faults?: { field: string, sentence: string }[] }} Answer
 */

import { isSame } from "./report-fields.js";

/** The server has let go of the report since: that is told apart from "it came in". */
export const GONE = 410;
const DELETED = "It had come in, and was deleted since. There is nothing more to send.";
const NO_PHOTO = "The report takes no photo any more: it was withdrawn or taken out of sight.";
/** The place of the text among the parts of a report; photos count from 0. */
export const TEXT = -1;
const DAY_MS = 24 * 3600 * 1000;

/** @returns {Part} */
export function freshPart() {
  return { state: "draft", tries: 0, due: 0, why: null };
}

/**
 * Take a step of the table.
 *
 * @template {Part} P
 * @param {P} part
 * @param {string} to
 * @param {Table} table
 * @returns {P}
 */
export function step(part, to, table) {
  if (!table.states[part.state].next.includes(to)) {
    throw new Error(`${part.state} is not followed by ${to}`);
  }
  return { ...part, state: to };
}

/**
 * Tell what an answer means; one that is not ours means that none came.
 *
 * @param {number} status
 * @param {Table} table
 */
export function stateAfter(status, table) {
  return table.answers.find((answer) => answer.statuses.includes(status))?.to ?? "retry_wait";
}

/**
 * @param {number} tries - failed ones, at least 1
 * @param {Table} table
 * @param {number} share - what was drawn, 0 … 1
 */
export function waitMs(tries, table, share) {
  const { first_s, factor, most_s, jitter } = table.retry;
  const whole = Math.min(first_s * factor ** (tries - 1), most_s);
  return 1000 * whole * (1 - jitter * (1 - share));
}

/**
 * Read how long the server asks to wait: seconds, or a date.
 *
 * @param {string | null} header
 * @param {number} now
 * @returns {number} milliseconds; 0 where it asks for nothing
 */
export function askedWaitMs(header, now) {
  if (!header) return 0;
  if (/^\s*\d+\s*$/.test(header)) return 1000 * Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? 0 : Math.max(0, until - now);
}

/**
 * Note an answer to a report or a photo that was being sent.
 *
 * @template {Part} P
 * @param {P} part
 * @param {Answer} answer
 * @param {{ table: Table, now: number, share: number }} given
 * @returns {P}
 */
export function answered(part, answer, { table, now, share }) {
  const next = step(part, stateAfter(answer.status, table), table);
  if (next.state === "sent") return { ...next, due: 0, why: null };
  const { kind, status, sentence = "", faults = [] } = answer;
  const why = { kind, status, sentence, faults };
  if (next.state !== "retry_wait") return { ...next, due: 0, why };
  const tries = part.tries + 1;
  const asked = askedWaitMs(answer.retryAfter, now);
  const wait = Math.max(waitMs(tries, table, share), asked);
  return { ...next, tries, why, due: now + wait };
}

/**
 * Find what is to be sent next: the text first, then one photo after the other.
 *
 * @param {Kept} kept
 * @returns {number | null} place of the photo, −1 for the text, `null` for nothing
 */
export function nextPart(kept) {
  if (kept.text.state !== "sent") return isWaiting(kept.text) ? TEXT : null;
  const place = kept.photos.findIndex(isWaiting);
  return place < 0 ? null : place;
}

/**
 * @param {Kept} kept
 * @param {number} place
 * @returns {Part}
 */
export function partAt(kept, place) {
  return place === TEXT ? kept.text : kept.photos[place];
}

/**
 * @param {Kept} kept
 * @param {number} place
 * @param {Part} part
 * @returns {Kept}
 */
export function withPart(kept, place, part) {
  if (place === TEXT) return { ...kept, text: part };
  const photos = kept.photos.map((photo, at) => (at === place ? { ...photo, ...part } : photo));
  return { ...kept, photos };
}

/** @param {Part} part */
function isWaiting(part) {
  return ["queued", "retry_wait", "sending"].includes(part.state);
}

/**
 * Tell when a report is to be looked at next. What "is being sent" while nobody sends
 * it was cut off, and is due at once.
 *
 * @param {Kept} kept
 * @returns {number | null} `null` where nothing is to be sent
 */
export function dueAt(kept) {
  const place = nextPart(kept);
  if (place === null) return null;
  const part = partAt(kept, place);
  return part.state === "retry_wait" ? part.due : 0;
}

/**
 * The network is back, or somebody wants it: try now what waits, unless the server
 * itself asked to wait.
 *
 * @param {Kept} kept
 * @param {number} now
 * @param {{ even?: boolean }} [how] - even: although the server asked to wait
 * @returns {Kept}
 */
export function hurried(kept, now, { even = false } = {}) {
  const place = nextPart(kept);
  const part = place === null ? null : partAt(kept, place);
  if (place === null || part?.state !== "retry_wait") return kept;
  if (!even && part.why?.kind === "asked") return kept;
  return withPart(kept, place, { ...part, due: Math.min(part.due, now) });
}

/**
 * Put a report in the queue: what was typed is complete.
 *
 * @param {Kept} kept
 * @param {Table} table
 * @returns {Kept}
 */
export function queued(kept, table) {
  const photos = kept.photos.map((photo) => ({ ...photo, ...freshPart(), state: "queued" }));
  const text = step(kept.text, "queued", table);
  return { ...kept, text: { ...text, tries: 0, due: 0, why: null }, photos };
}

/**
 * Take a report back to change it. Where it may have arrived already, what was sent is
 * remembered: only so can be told later what became of it.
 *
 * @param {Kept} kept
 * @param {Table} table
 * @returns {Kept}
 */
export function takenBack(kept, table) {
  const { text } = kept;
  if (text.state === "draft" || text.state === "sent") return kept;
  const stale = text.state === "sending" ? step(text, "retry_wait", table) : text;
  const back = { ...kept, text: { ...step(stale, "draft", table), due: 0 } };
  return stale.state === "retry_wait" ? { ...back, versions: sentSoFar(kept) } : back;
}

/**
 * List everything that was sent under a report's key and may have arrived.
 *
 * @param {Kept} kept
 * @returns {Fields[]}
 */
function sentSoFar({ versions = [], fields }) {
  return versions.some((one) => isSame(one, fields)) ? versions : [...versions, fields];
}

/**
 * Keep a draft as it is typed. What another page has made of it meanwhile, sent off or
 * typed, stays as it is: then this one becomes a draft of its own.
 *
 * @param {Kept | undefined} known - what the device holds now
 * @param {Kept} draft
 * @param {Late} late
 * @returns {Kept}
 */
export function draftOver(known, draft, late) {
  const isOurs = !known || (known.text.state === "draft" && known.by === draft.by);
  if (isOurs) return draft;
  const note = known.text.state === "sent" ? late.note : "";
  return { ...lateDraft(draft, { ...late, note }), photos: draft.photos };
}

/**
 * Send a report off: it is put in the queue in the place of its draft. What another page
 * has made of the draft meanwhile is not lost: where it was sent off, this is a change of
 * it, and where that has arrived, a draft of its own; where it was typed, it stays a draft.
 *
 * @param {Kept | undefined} known - what the device holds now
 * @param {Kept} draft
 * @param {{ late: Late, table: Table }} given
 * @returns {Kept[]} what is to be held: the report first
 */
export function sentOff(known, draft, { late, table }) {
  if (known?.text.state === "sent") {
    const own = withoutContact(lateDraft(draft, late), table);
    return [known, { ...own, photos: draft.photos }];
  }
  const versions = known ? takenBack(known, table).versions : draft.versions;
  const ready = queued({ ...draft, versions, text: freshPart() }, table);
  const isOthers = known?.text.state === "draft" && known.by !== draft.by;
  const isLost = isOthers && !isSame(known.fields, draft.fields);
  return isLost ? [ready, { ...known, key: late.key, versions: [] }] : [ready];
}

/**
 * Tell whether another report has come in under the key, and nobody knows which.
 *
 * @param {Kept} kept
 */
export function isKeyTaken({ text }) {
  return (text.why?.faults ?? []).some(({ field }) => field === "send_key");
}

/**
 * Make a draft of what was changed too late: the report had come in before.
 *
 * @typedef {{ key: string, now: number, note: string }} Late
 * @param {Kept} kept
 * @param {Late} late
 * @returns {Kept}
 */
export function lateDraft({ lang, title, where, fields, by }, { key, now, note }) {
  return {
    by,
    ...{ key, lang, title, where, fields, versions: [], note },
    ...{ begun: now, changed: now, text: freshPart(), photos: [] },
    ...{ tracking: "", page: "", token: "" },
  };
}

/**
 * Tell whether a report may be changed: nobody sends it now, and it has not arrived.
 *
 * @param {Kept} kept
 * @param {Table} table
 */
export function isOpen(kept, table) {
  return kept.text.state === "draft" || table.states[kept.text.state].next.includes("draft");
}

/**
 * Keep nothing more for a report that the server has let go of: what is left to send is
 * not wanted, and says so.
 *
 * @param {Kept} kept - where the part that was sent is noted as sent
 * @param {number} place
 * @returns {Kept}
 */
export function letGo(kept, place) {
  if (place !== TEXT) return { ...kept, note: NO_PHOTO };
  return { ...kept, photos: [], note: DELETED };
}

/**
 * Make a draft without contact: that is kept only with a report on its way.
 *
 * @param {Kept} kept
 * @param {Table} table
 * @returns {Kept}
 */
export function withoutContact(kept, { keep }) {
  return { ...kept, fields: kept.fields.filter(([name]) => !keep.contact.includes(name)) };
}

/**
 * Forget what a device has no more need for: of a report that has arrived, all but its
 * number, its title and photos that are still to go.
 *
 * @param {Kept} kept
 * @returns {Kept}
 */
export function bare(kept) {
  if (kept.text.state !== "sent") return kept;
  const photos = kept.photos.filter((photo) => photo.state !== "sent");
  const token = photos.length ? kept.token : "";
  return { ...kept, fields: [], versions: [], where: "", photos, token };
}

/**
 * Tell whether a report has been kept for long enough.
 *
 * @param {Kept} kept
 * @param {number} now
 * @param {Table} table
 */
export function isOld(kept, now, table) {
  if (nextPart(kept) !== null) return false;
  const { draft_days, sent_days } = table.keep;
  const days = kept.text.state === "sent" ? sent_days : draft_days;
  return now - kept.changed > days * DAY_MS;
}
