import { giveUpAfter } from "./limit.js";

/** Where the page of a report says what became of a word; answers do not tell it. */
const SAID = "#said";

/**
 * Say something of another report with the button of a form; photos stay here.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 * @param {number} seconds - longest wait
 * @returns {Promise<{ page: string } | "refused" | "silence">} the page that says that it
 *   was counted; refused: the server says why not, on a page of its own
 */
export async function sayOfAnother(form, button, seconds) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.append(button.name, button.value);
  try {
    const answer = await fetch(button.formAction, {
      method: "POST",
      body,
      credentials: "same-origin",
      cache: "no-store",
      signal: giveUpAfter(seconds),
    });
    if (answer.ok && answer.redirected) return { page: answer.url + SAID };
    return answer.status < 500 ? "refused" : "silence";
  } catch {
    return "silence";
  }
}

/**
 * Send the form natively to where a button leads, so that the page says why it was refused.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
export function showRefusal(form, button) {
  const value = document.createElement("input");
  Object.assign(value, { type: "hidden", name: button.name, value: button.value });
  form.append(value);
  form.action = button.formAction;
  form.submit();
}
