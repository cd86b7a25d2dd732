/**
 * Do something while nobody else on this device does it: no other page and no worker.
 * What a page held when it was closed is free again. Where a browser knows no locks, the
 * server still makes one report of two sends.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}

/**
 * Do something with one report: it is sent by nobody meanwhile.
 *
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function aloneWith(key, work) {
  return alone(`wusul-report-${key}`, work);
}
