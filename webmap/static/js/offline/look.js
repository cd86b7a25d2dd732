import { giveUpAfter } from "./limit.js";

const HEADER = "Wusul-Form";

/**
 * Let the server look at a form before it is sent; photos stay here.
 *
 * @param {HTMLFormElement} form
 * @param {number} seconds - longest wait
 * @returns {Promise<"sound" | "asked" | "silence">} asked: the server has something to ask
 */
export async function lookAt(form, seconds) {
  if (!form.elements.namedItem("csrf_token")) return "silence";
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.append("look", "1");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: giveUpAfter(seconds),
    });
    const said = answer.headers.get(HEADER);
    if (answer.status === 204 && said === "sound") return "sound";
    return said === "asked" && answer.status < 500 ? "asked" : "silence";
  } catch {
    return "silence";
  }
}
