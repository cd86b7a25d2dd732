import { findNames } from "../core/find-name.js";
import { spareOf } from "../core/spare.js";
import { openChannel } from "./channel.js";
import { drain } from "./drain.js";

/**
 * @typedef {{ version: string, addresses: string[], device: any,
 *   languages: Record<string, Record<string, string>> }} Shell
 */

const CACHES = "wusul-";
const SYNC = "wusul-send";
const STATIC = "/static/";
const OPTIONS = /^\/(\w\w)\/search\/options$/;

/**
 * The worker of the browser: keeps the report form, and sends what waits.
 *
 * @param {any} scope
 * @param {Shell} shell
 */
export function work(scope, shell) {
  const name = CACHES + shell.version;
  scope.addEventListener("install", (/** @type {any} */ event) => {
    event.waitUntil(keepShell(name, shell.addresses).then(() => scope.skipWaiting()));
  });
  scope.addEventListener("activate", (/** @type {any} */ event) => {
    event.waitUntil(dropOthers(name).then(() => scope.clients.claim()));
  });
  scope.addEventListener("fetch", (/** @type {any} */ event) => {
    const answer = answerOf(event.request, { scope, shell, name });
    if (answer) event.respondWith(answer);
  });
  scope.addEventListener("sync", (/** @type {any} */ event) => {
    if (event.tag === SYNC) event.waitUntil(sendQueue(shell));
  });
}

/**
 * Keep all of it or nothing. Nobody's cookies are sent: what is kept is for everybody.
 *
 * @param {string} name
 * @param {string[]} addresses
 */
async function keepShell(name, addresses) {
  const cache = await caches.open(name);
  await Promise.all(
    addresses.map(async (address) => {
      const isLasting = address.startsWith(STATIC);
      const request = new Request(address, {
        credentials: "omit",
        cache: isLasting ? "default" : "reload",
      });
      const answer = await fetch(request);
      if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
    }),
  );
}

/** @param {string} name */
async function dropOthers(name) {
  const names = await caches.keys();
  const old = names.filter((one) => one.startsWith(CACHES) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
}

/**
 * @param {Request} request
 * @param {{ scope: any, shell: Shell, name: string }} given
 * @returns {Promise<Response> | null} `null`: none of our business
 */
function answerOf(request, { scope, shell, name }) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin) return null;
  if (url.pathname.startsWith(STATIC)) return keptFirst(request, name);
  const asked = OPTIONS.exec(url.pathname);
  if (asked) return suggestions(request, url, { shell, name, lang: asked[1] });
  if (request.mode !== "navigate") return null;
  return pageOrSpare(request, spareOf(url.pathname, shell.languages), { shell, name });
}

/** @param {Request} request @param {string} name */
async function keptFirst(request, name) {
  const cache = await caches.open(name);
  return (await cache.match(request.url)) ?? fetch(request);
}

/**
 * Give a page from the network; where that fails, is silent for too long or has a
 * broken server at its end, give what is kept in its place.
 *
 * @param {Request} request
 * @param {{ address: string, isSame: boolean }} spare - isSame: as good as the page itself
 * @param {{ shell: Shell, name: string }} given
 * @returns {Promise<Response>}
 */
async function pageOrSpare(request, { address, isSame }, { shell, name }) {
  const kept = async () => (await caches.open(name)).match(address);
  const fresh = fetch(request);
  fresh.catch(() => {}); // heard below, or too late to matter
  try {
    if (!isSame) return await fresh;
    const late = pause(shell.device.retry.look_s).then(async () => (await kept()) ?? fresh);
    const answer = await Promise.race([fresh, late]);
    return answer.status < 500 ? answer : ((await kept()) ?? answer);
  } catch {
    return (await kept()) ?? Response.error();
  }
}

/** @param {number} seconds @returns {Promise<void>} */
function pause(seconds) {
  return new Promise((done) => {
    setTimeout(done, 1000 * seconds);
  });
}

/**
 * Suggest names from the network, else from what is kept.
 *
 * @param {Request} request
 * @param {URL} url
 * @param {{ shell: Shell, name: string, lang: string }} given
 */
async function suggestions(request, url, { shell, name, lang }) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(name);
    const kept = await cache.match(shell.languages[lang]?.names ?? "");
    if (!kept) return Response.error();
    const names = await kept.json();
    const found = findNames(url.searchParams.get("q") ?? "", names);
    return new Response(writeOptions(found, names.counts), {
      headers: { "Content-Type": "text/html; charset=utf-8" },
    });
  }
}

/**
 * @param {import("../core/find-name.js").Named[]} found
 * @param {string[]} counts - what is said of none, one, two …
 */
function writeOptions(found, counts) {
  const said = escaped(counts[found.length]);
  if (!found.length) return `<li class="option-none" data-count="${said}">${said}</li>`;
  const options = found.map(
    ([name, kind, lon, lat], place) =>
      `<li role="option" aria-selected="false" data-name="${escaped(name)}" data-lon="${lon}"` +
      ` data-lat="${lat}"${place ? "" : ` data-count="${said}"`}>` +
      `<bdi>${escaped(name)}</bdi> <span class="option-kind">${escaped(kind)}</span></li>`,
  );
  return options.join("");
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * Send what waits; the browser tries again later where something is left.
 *
 * @param {Shell} shell
 */
async function sendQueue(shell) {
  const left = await drain(shell.device, { hurry: true, changed: openChannel() });
  if (left !== null) throw new Error("some reports still wait");
}
