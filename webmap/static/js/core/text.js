/**
 * Look up sentences that the server has translated; an unknown one stays English.
 *
 * @param {Record<string, string>} messages
 * @returns {(sentence: string) => string}
 */
export function speaker(messages) {
  return (sentence) => messages[sentence] ?? sentence;
}
