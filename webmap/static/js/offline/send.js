import { giveUpAfter } from "./limit.js";

/**
 * One request for a report or a photo, and what came back.
 *
 * @typedef {import("../core/queue.js").Answer} Answer
 */

/** A proxy in front of the server says so in its own words. */
const TOO_LARGE = 413;
const OURS = /^application\/(problem\+)?json\b/;

/**
 * @param {string} address
 * @param {RequestInit} request
 * @param {number} seconds - longest wait
 * @returns {Promise<Answer & { body: any }>} status 0: no answer of ours
 */
async function ask(address, request, seconds) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: giveUpAfter(seconds),
      ...request,
    });
    return await read(answer);
  } catch {
    return { status: 0, kind: "silence", retryAfter: null, body: null };
  }
}

/**
 * Read an answer to its end. A network that wants people to sign in first answers 200
 * with a page of its own: that is no answer of ours.
 *
 * @param {Response} answer
 * @returns {Promise<Answer & { body: any }>}
 */
async function read(answer) {
  const { status } = answer;
  const text = await answer.text();
  const retryAfter = answer.headers.get("Retry-After");
  if (status === 429) return { status, kind: "asked", retryAfter, body: null };
  if (status >= 500) return { status, kind: retryAfter ? "asked" : "broken", retryAfter, body: null };
  if (status === TOO_LARGE) return { status, kind: "answer", retryAfter, body: null };
  const body = OURS.test(answer.headers.get("Content-Type") ?? "") ? parsed(text) : null;
  if (!body) return { status: 0, kind: "stranger", retryAfter: null, body: null };
  const { title = "", field = "" } = body;
  const faults = body.faults ?? (field ? [{ field, sentence: title }] : []);
  return { status, kind: "answer", retryAfter, sentence: title, faults, body };
}

/** @param {string} text */
function parsed(text) {
  try {
    const body = JSON.parse(text);
    return body && typeof body === "object" ? body : null;
  } catch {
    return null;
  }
}

/**
 * Send the text of a report.
 *
 * @param {{ key: string, lang: string, fields: [string, string][] }} report
 * @param {{ send: string, retry: { text_s: number } }} told
 */
export async function sendText({ key, lang, fields }, told) {
  const answer = await ask(
    told.send,
    {
      headers: { "Idempotency-Key": key, "Accept-Language": lang },
      body: new URLSearchParams(fields),
    },
    told.retry.text_s,
  );
  const isReceipt = typeof answer.body?.tracking === "string";
  const isGood = answer.status === 200 || answer.status === 201;
  return isGood && !isReceipt ? { ...answer, status: 0, kind: "stranger" } : answer;
}

/**
 * Send a photo of a report that has arrived. The server knows a photo again.
 *
 * @param {import("../core/queue.js").Kept} kept
 * @param {import("../core/queue.js").Photo} photo
 * @param {{ send: string, retry: { photo_s: number } }} told
 */
export function sendPhoto(kept, photo, told) {
  const body = new FormData();
  body.append("photo", photo.blob ?? new Blob(), photo.name);
  body.append("alt", photo.alt);
  const address = `${told.send}/${encodeURIComponent(kept.tracking)}/photos`;
  const headers = {
    "Accept-Language": kept.lang,
    "Idempotency-Key": `${kept.key}-${photo.field}`,
    "X-Author-Token": kept.token,
  };
  return ask(address, { headers, body }, told.retry.photo_s);
}
