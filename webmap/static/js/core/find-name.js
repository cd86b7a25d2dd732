/**
 * Find names without a network, as the server does: see geo/text.py.
 *
 * @typedef {[name: string, kind: string, lon: number, lat: number, words: string]} Named
 * @typedef {{ letters: Record<string, string>, articles: string[], names: Named[] }} Names
 */

const ARABIC_ARTICLE = "ال";
const SHORTEST_STEM = 2;

/**
 * @param {string} text
 * @param {Record<string, string>} letters
 */
export function fold(text, letters) {
  const parted = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const plain = [...parted].map((letter) => letters[letter] ?? digit(letter)).join("");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** @param {string} letter */
function digit(letter) {
  for (const zero of [0x660, 0x6f0]) {
    const value = (letter.codePointAt(0) ?? 0) - zero;
    if (value >= 0 && value <= 9) return String(value);
  }
  return letter;
}

/**
 * @param {string} text
 * @param {Names} names
 * @param {number} most
 * @returns {Named[]} those whose words begin like every word that was typed, best first
 */
export function findNames(text, { letters, articles, names }, most = 8) {
  const typed = fold(text, letters).split(" ").filter(Boolean);
  const wanted = typed.filter((word) => !articles.includes(word)).map(withoutArticle);
  if (!wanted.length) return [];
  const rated = names.flatMap((named) => {
    const words = named[4].split(" ");
    const fits = wanted.every((word) => words.some((one) => one.startsWith(word)));
    const whole = wanted.filter((word) => words.includes(word)).length;
    return fits ? [{ named, whole, length: words.length }] : [];
  });
  rated.sort((a, b) => b.whole - a.whole || a.length - b.length);
  return rated.slice(0, most).map(({ named }) => named);
}

/** @param {string} word */
function withoutArticle(word) {
  const stem = word.startsWith(ARABIC_ARTICLE) ? word.slice(ARABIC_ARTICLE.length) : word;
  return stem.length >= SHORTEST_STEM ? stem : word;
}
