import { MIDDLE, movePart, readPart, spanPart, writePart, WHOLE } from "../core/part.js";
import { speaker } from "../core/text.js";

const WORDS =
  "Part %(number)s: %(x)s per cent from the left, %(y)s from the top, " +
  "%(width)s wide, %(height)s high";
const GONE = "The part was taken away.";
const TAKES_AWAY = ["Delete", "Backspace"];

/**
 * Let a moderator draw what is to be hidden, or move it with the keyboard, instead of
 * marking fields of the grid. What is marked already becomes a part.
 *
 * @param {Document} page
 */
export function offerHiding(page) {
  const form = page.querySelector("[data-hide]");
  const told = page.getElementById("page-data");
  if (!(form instanceof HTMLFormElement) || !told) return;
  const desk = new Desk(form, speaker(JSON.parse(told.textContent ?? "{}").messages));
  desk.start();
}

class Desk {
  /**
   * @param {HTMLFormElement} form
   * @param {(sentence: string) => string} say
   */
  constructor(form, say) {
    this.form = form;
    this.say = say;
    this.frame = /** @type {HTMLElement} */ (form.querySelector(".hide-frame"));
    this.said = /** @type {HTMLElement} */ (form.querySelector("[data-hide-said]"));
    this.adder = /** @type {HTMLElement} */ (form.querySelector("[data-add-part]"));
  }

  start() {
    for (const part of this.marked()) this.add(readPart(part));
    this.form.querySelector("[data-cells]")?.remove();
    for (const one of this.form.querySelectorAll("[data-plain]")) one.setAttribute("hidden", "");
    for (const one of this.form.querySelectorAll("[data-drawn]")) one.removeAttribute("hidden");
    this.adder.addEventListener("click", () => this.add(MIDDLE).focus());
    this.form.querySelector("[data-clear-parts]")?.addEventListener("click", () => {
      for (const part of this.parts()) part.remove();
      this.said.textContent = this.say(GONE);
    });
    this.drawn();
  }

  /** @returns {string[]} what the page was sent with */
  marked() {
    const cells = this.form.querySelectorAll("[data-cells] :checked");
    const parts = this.form.querySelectorAll("input[data-part]");
    const texts = [...cells, ...parts].map((one) => /** @type {HTMLInputElement} */ (one).value);
    for (const one of parts) one.remove();
    return texts;
  }

  /** @returns {HTMLButtonElement[]} */
  parts() {
    return [...this.frame.querySelectorAll("button")];
  }

  /** @param {import("../core/part.js").Part} part */
  add(part) {
    const shown = document.createElement("button");
    shown.type = "button";
    shown.className = "hide-part";
    shown.setAttribute("aria-describedby", "hide-hint");
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "hide";
    shown.append(field);
    this.frame.append(shown);
    this.place(shown, part);
    shown.addEventListener("keydown", (event) => this.pressed(event, shown));
    return shown;
  }

  /**
   * @param {HTMLButtonElement} shown
   * @param {import("../core/part.js").Part} part
   */
  place(shown, part) {
    /** @type {HTMLInputElement} */ (shown.firstElementChild).value = writePart(part);
    const percent = (/** @type {number} */ value) => `${(100 * value) / WHOLE}%`;
    shown.style.insetInlineStart = percent(part.x);
    shown.style.insetBlockStart = percent(part.y);
    shown.style.inlineSize = percent(part.width);
    shown.style.blockSize = percent(part.height);
    shown.setAttribute("aria-label", this.words(part, this.parts().indexOf(shown) + 1));
  }

  /**
   * @param {import("../core/part.js").Part} part
   * @param {number} number
   */
  words(part, number) {
    const { x, y, width, height } = part;
    const tenths = Object.entries({ x, y, width, height }).map(([k, v]) => [k, Math.round(v / 10)]);
    const values = Object.fromEntries([["number", number], ...tenths]);
    return this.say(WORDS).replace(/%\((\w+)\)s/g, (_all, name) => String(values[name]));
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLButtonElement} shown
   */
  pressed(event, shown) {
    const field = /** @type {HTMLInputElement} */ (shown.firstElementChild);
    if (TAKES_AWAY.includes(event.key)) {
      shown.remove();
      this.said.textContent = this.say(GONE);
      this.adder.focus();
    } else {
      const moved = movePart(readPart(field.value), event.key, event.shiftKey);
      if (!moved) return;
      this.place(shown, moved);
      this.said.textContent = shown.getAttribute("aria-label");
    }
    event.preventDefault();
  }

  /** Draw parts with a finger, a pen or a mouse. */
  drawn() {
    /** @type {{ from: [number, number], shown: HTMLButtonElement | null } | null} */
    let line = null;
    this.frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
      line = { from: this.at(event), shown: null };
      this.frame.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.frame.addEventListener("pointermove", (event) => {
      const part = line && spanPart(line.from, this.at(event));
      if (!line || !part) return;
      line.shown ??= this.add(part);
      this.place(line.shown, part);
    });
    const end = () => {
      line?.shown?.focus();
      line = null;
    };
    this.frame.addEventListener("pointerup", end);
    this.frame.addEventListener("pointercancel", end);
  }

  /**
   * @param {PointerEvent} event
   * @returns {[number, number]} thousandths of the picture
   */
  at(event) {
    const box = this.frame.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    return [WHOLE * across, (WHOLE * (event.clientY - box.top)) / box.height];
  }
}
