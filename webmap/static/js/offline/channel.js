const NAME = "wusul-queue";

/**
 * Pages and the worker tell one another that something in the queue has changed.
 *
 * @param {(key: string) => void} [changed]
 * @returns {(key: string) => void} tells the others
 */
export function openChannel(changed) {
  if (!("BroadcastChannel" in globalThis)) return () => {};
  const channel = new BroadcastChannel(NAME);
  if (changed) channel.onmessage = ({ data }) => changed(data);
  return (key) => channel.postMessage(key);
}
