import { writeLonLat } from "../core/position.js";
import { cleanPhoto } from "./clean.js";

/**
 * Make photos anew before the form has them; the place that a camera noted is offered for
 * the report and then forgotten. Whoever else listens hears only of the clean photo.
 *
 * @param {Document} page
 */
export function offerCleaning(page) {
  for (const fields of page.querySelectorAll("[data-photos]")) {
    const form = fields.closest("form");
    if (form) new CleanForm(form).start();
  }
}

class CleanForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    /** @type {Map<HTMLInputElement, File>} fields whose photo is being made anew */
    this.busy = new Map();
    /** @type {WeakSet<Event>} */
    this.own = new WeakSet();
    /** @type {HTMLElement | null} what was pressed to send the form meanwhile */
    this.sender = null;
  }

  start() {
    addEventListener("input", (event) => this.chosen(event), { capture: true });
    addEventListener("change", (event) => this.chosen(event), { capture: true });
    addEventListener("submit", (event) => this.sent(event), { capture: true });
  }

  /** @param {Event} event */
  async chosen(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.form !== this.form) return;
    if (this.own.has(event) || field.dataset.photo === undefined) return;
    event.stopImmediatePropagation();
    if (event.type === "input") return;
    const file = field.files?.[0];
    if (file) await this.clean(field, file);
    else this.tell(field, "", null);
    if (this.busy.has(field)) return;
    for (const type of ["input", "change"]) {
      const heard = new Event(type, { bubbles: true });
      this.own.add(heard);
      field.dispatchEvent(heard);
    }
    if (!this.busy.size) this.goOn();
  }

  /**
   * Take a photo out of its field until it is clean: nobody reads it before.
   *
   * @param {HTMLInputElement} field
   * @param {File} file
   */
  async clean(field, file) {
    this.busy.set(field, file);
    field.files = new DataTransfer().files;
    const made = await cleanPhoto(file);
    if (this.busy.get(field) !== file) return;
    this.busy.delete(field);
    const held = new DataTransfer();
    held.items.add(made.file);
    field.files = held.files;
    this.tell(field, made.isClean ? "clean" : "raw", made.takenAt);
  }

  /** @param {SubmitEvent} event */
  sent(event) {
    if (event.target !== this.form || !this.busy.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.sender = event.submitter;
  }

  goOn() {
    const sender = this.sender;
    this.sender = null;
    if (sender) this.form.requestSubmit(sender);
  }

  /**
   * @param {HTMLInputElement} field
   * @param {"" | "clean" | "raw"} word
   * @param {[number, number] | null} takenAt
   */
  tell(field, word, takenAt) {
    const slot = field.closest("[data-photo-slot]");
    const said = /** @type {HTMLElement | null} */ (slot?.querySelector("[data-photo-said]"));
    if (said) said.textContent = (word && said.dataset[word]) ?? "";
    this.offerPlace(slot?.querySelector("[data-photo-place]") ?? null, takenAt);
  }

  /**
   * @param {HTMLElement | null} offer
   * @param {[number, number] | null} takenAt
   */
  offerPlace(offer, takenAt) {
    const place = /** @type {HTMLInputElement | null} */ (this.form.elements.namedItem("where"));
    if (!offer || !(place instanceof HTMLInputElement)) return;
    offer.hidden = !takenAt;
    const button = offer.querySelector("button");
    if (!takenAt || !button) return;
    button.onclick = () => {
      place.value = writeLonLat(takenAt);
      place.dispatchEvent(new Event("input", { bubbles: true }));
      place.dispatchEvent(new Event("change", { bubbles: true }));
      offer.hidden = true;
      place.focus();
    };
  }
}
