/** Pages of reports that a device keeps; the rest of the address after the language. */
const KEPT = new Map([
  ["reports/new", "form"],
  ["reports/offline", "form"],
  ["reports/queue", "queue"],
]);

/**
 * Find what is shown in a page's place where there is no network.
 *
 * @param {string} path
 * @param {Record<string, Record<string, string>>} languages - language → address of each
 * @returns {{ address: string, isSame: boolean }} isSame: as good as the page itself
 */
export function spareOf(path, languages) {
  const [, first = "", ...rest] = path.split("/");
  const lang = first in languages ? first : Object.keys(languages)[0];
  const name = first in languages ? KEPT.get(rest.join("/")) : undefined;
  return { address: languages[lang][name ?? "lost"], isSame: name !== undefined };
}
