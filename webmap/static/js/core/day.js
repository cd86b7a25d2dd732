/**
 * Days and times as the server writes them: the months come from its own table, since
 * devices know other names of them than those of the town's country.
 */

/**
 * @param {number} moment - milliseconds
 * @param {string[]} months - from January on
 * @returns {string} in the zone of the device
 */
export function sayDay(moment, months) {
  const then = new Date(moment);
  return `${then.getDate()} ${months[then.getMonth()]} ${then.getFullYear()}`;
}

/**
 * @param {number} moment - milliseconds
 * @returns {string} hours, minutes and seconds, in the zone of the device
 */
export function sayTime(moment) {
  const then = new Date(moment);
  const parts = [then.getHours(), then.getMinutes(), then.getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
