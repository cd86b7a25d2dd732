const CACHES = "wusul-";

/**
 * The last act of a worker that was switched off: delete what it kept, and go. Reports
 * that wait stay where they are; pages send them.
 *
 * @param {any} scope
 */
export function retire(scope) {
  scope.addEventListener("install", () => scope.skipWaiting());
  scope.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(leave(scope)));
}

/** @param {any} scope */
async function leave(scope) {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(CACHES)).map((name) => caches.delete(name)),
  );
  await scope.registration.unregister();
}
