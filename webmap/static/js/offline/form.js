import { sayDay } from "../core/day.js";
import { speaker } from "../core/text.js";
import { isSame, saidFields } from "../core/report-fields.js";
import { sayOfAnother, showRefusal } from "./elsewhere.js";
import { newDraft, photoFields, readDraft } from "./draft.js";
import { fillForm, showFaults, typedNames } from "./fill.js";
import { keepDraft, takeBack, withFreeKey } from "./hand.js";
import { Sending } from "./sending.js";
import { getTold, hasWorker } from "./start.js";
import { allKept, canKeep, deleteKept } from "./store.js";

/**
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("./drain.js").Told & { form: string, queue: string,
 *   months: string[], messages: Record<string, string> }} Told
 */

const WAIT_MS = 300;
const HASH = "#draft=";

/** The report form: what is typed is kept on this device, and sent from there. */
export class DeviceForm {
  /** @param {HTMLFormElement} form @param {Told} told */
  constructor(form, told) {
    this.form = form;
    this.told = told;
    this.say = speaker(told.messages);
    this.draft = newDraft(told.lang);
    this.sending = new Sending(this);
    const typed = typedNames(form).size > 0;
    /** What the form says before anybody has typed. */
    this.first = typed ? null : saidFields(new FormData(form));
    this.keeps = true;
    this.isChanged = typed;
    this.isSending = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
  }

  async start() {
    this.keeps = await canKeep();
    if (this.keeps) await this.open();
    this.listen();
    await this.sayWhatIsPossible();
    this.form.dataset.device = this.keeps ? "keeps" : "forgets";
  }

  /** Go on with the report that is meant, or begin another. */
  async open() {
    const asked = location.hash.startsWith(HASH) ? location.hash.slice(HASH.length) : "";
    const key = asked || this.keyField().value;
    const known = key ? await takeBack(key, this.told, this.draft.by) : undefined;
    if (known?.text.state === "draft") {
      this.draft = await withFreeKey(known);
      if (asked) history.replaceState(null, "", HASH + this.draft.key);
      if (asked) this.fill(typedNames(this.form));
    } else if (asked) {
      location.replace(`${this.told.queue}#${asked}`);
    } else {
      await this.offerDraft();
    }
    this.keyField().value = this.draft.key;
    this.showPhotos();
  }

  /** @param {Set<string>} [typed] - names of fields that are left as they are */
  fill(typed = new Set()) {
    const { fields, photos, text, note } = this.draft;
    const alts = photos.map(({ field, alt }) => /** @type {[string, string]} */ ([`${field}_alt`, alt]));
    fillForm(this.form, [...fields, ...alts], typed);
    const wrong = "The report could not be taken as it is. It waits here to be changed.";
    if (text.why) showFaults(this.form, text.why, this.say(wrong));
    if (note) this.tell(note);
  }

  /** Offer the newest report that was begun and not sent, where the form is empty. */
  async offerDraft() {
    const drafts = (await allKept()).filter(({ text }) => text.state === "draft");
    const draft = drafts.at(-1);
    const offer = /** @type {HTMLElement} */ (document.querySelector("[data-draft-offer]"));
    if (!draft) return;
    const { title, where, begun, key } = draft;
    const date = sayDay(begun, this.told.months);
    this.write(offer, "title", [title, where].filter(Boolean).join(" · "));
    this.write(offer, "begun", this.say("Begun on %(date)s").replace("%(date)s", date));
    offer.hidden = false;
    offer.querySelector("[data-draft-open]")?.addEventListener("click", async () => {
      offer.hidden = true;
      await this.keep();
      const now = await takeBack(key, this.told, this.draft.by);
      if (now?.text.state !== "draft") return location.assign(`${this.told.queue}#${key}`);
      this.hold(await withFreeKey(now));
      this.fill();
      this.showPhotos();
      /** @type {HTMLElement | null} */ (this.form.querySelector("select, input, textarea"))?.focus();
    });
    offer.querySelector("[data-draft-delete]")?.addEventListener("click", async () => {
      offer.hidden = true;
      await deleteKept(key);
      this.tell("It was deleted.");
    });
  }

  listen() {
    const later = () => {
      clearTimeout(this.waiting);
      this.isChanged = true;
      this.form.dataset.keeping = "";
      this.waiting = setTimeout(() => this.keep(), WAIT_MS);
    };
    this.form.addEventListener("input", later);
    this.form.addEventListener("change", later);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep();
    });
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.photoDrop()?.addEventListener("change", () => this.dropPhotos());
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    if (this.isChanged) later();
  }

  /** Keep what is typed, but no contact: that is kept only with a report on its way. */
  async keep() {
    clearTimeout(this.waiting);
    if (!this.isChanged) delete this.form.dataset.keeping;
    if (!this.keeps || this.isSending || !this.isChanged) return;
    this.isChanged = false;
    const { first } = this;
    const draft = readDraft(this.form, this.draft, this.told.keep.contact);
    const isEmpty = first !== null && isSame(draft.fields, first) && !draft.photos.length;
    const [kept] = await this.put(async () => [await keepDraft(draft, isEmpty)]);
    if (kept && this.draft.key === draft.key) this.hold(kept);
    this.showPhotos();
    delete this.form.dataset.keeping;
  }

  /** @param {Kept} kept - what is typed on from now on */
  hold(kept) {
    if (kept.note && kept.key !== this.draft.key) this.tell(kept.note);
    this.draft = kept;
    this.keyField().value = kept.key;
  }

  /**
   * @param {() => Promise<Kept[]>} write
   * @returns {Promise<Kept[]>} what is kept now; nothing where there is no room
   */
  async put(write) {
    try {
      return await write();
    } catch {
      this.tell("There is no room left on this device: what you type is not kept. You can still send the report while there is a network.");
      return [];
    }
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    const trap = /** @type {HTMLInputElement | null} */ (this.form.elements.namedItem("website"));
    if (event.submitter?.hasAttribute("formaction")) return this.goesElsewhere(event);
    if (trap?.value || this.serverHasPhotos()) return;
    event.preventDefault();
    if (this.isSending) return;
    clearTimeout(this.waiting);
    await this.sending.start(readDraft(this.form, this.draft, []));
  }

  /**
   * The form is sent for something else: photos that are kept here stay here.
   *
   * @param {SubmitEvent} event
   */
  goesElsewhere(event) {
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    const isOwn = new URL(button.formAction).pathname === new URL(this.form.action).pathname;
    const kept = new Set(this.draft.photos.map(({ field }) => field));
    for (const field of photoFields(this.form)) field.disabled = kept.has(field.name);
    if (isOwn || !this.keeps) return;
    event.preventDefault();
    if (!this.isSending) this.confirmAnother(button);
  }

  /**
   * Whoever confirms a report of somebody else needs no own one: what was typed goes once
   * that has arrived, and not before.
   *
   * @param {HTMLButtonElement} button
   */
  async confirmAnother(button) {
    await this.keep();
    this.sending.lock(true);
    this.sending.show("It is being sent …");
    const said = await sayOfAnother(this.form, button, this.told.retry.look_s);
    if (said === "refused") return showRefusal(this.form, button);
    if (said !== "silence") {
      await deleteKept(this.draft.key);
      return location.assign(said.page);
    }
    this.sending.lock(false);
    for (const field of photoFields(this.form)) field.disabled = false;
    this.tell("No answer came: whether your word was counted is not known. What you typed is kept here; please try again when there is a network.");
  }

  /** Photos that the server holds for this form go with it, as without scripts. */
  serverHasPhotos() {
    return Boolean(this.form.querySelector("[name^=photo][name$=_token]"));
  }

  dropPhotos() {
    const drop = this.photoDrop();
    if (!drop?.checked) return;
    drop.checked = false;
    this.draft = { ...this.draft, photos: [] };
    for (const field of photoFields(this.form)) field.value = "";
    this.keep();
    this.showPhotos();
  }

  showPhotos() {
    const part = /** @type {HTMLElement | null} */ (this.form.querySelector("[data-photo-kept]"));
    if (!part) return;
    const names = this.draft.photos.map(({ name }) => name).join(", ");
    part.hidden = !names;
    this.write(part, "photo", this.say("The photo %(name)s goes with the report.").replace("%(name)s", names));
  }

  async sayWhatIsPossible() {
    const hint = /** @type {HTMLElement | null} */ (this.form.querySelector("[data-kept-here]"));
    if (hint) hint.hidden = !this.keeps;
    if (!this.keeps) {
      this.tell("This device lets no page keep anything. You can report while there is a network; without one, the report cannot wait here.");
    } else if (!(await hasWorker()) && document.documentElement.dataset.worker) {
      this.tell("This device does not open this page without a network. A report that you have sent off waits here all the same.");
    }
  }

  /** @param {string} sentence */
  tell(sentence) {
    const said = /** @type {HTMLElement} */ (document.querySelector("[data-device-said]"));
    said.hidden = false;
    said.textContent = this.say(sentence);
  }

  /** @param {HTMLElement} part @param {string} name @param {string} text */
  write(part, name, text) {
    const place = part.querySelector(`[data-said="${name}"]`);
    if (place) place.textContent = text;
  }

  keyField() {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem("send_key"));
  }

  photoDrop() {
    return /** @type {HTMLInputElement | null} */ (this.form.querySelector("[data-photo-drop]"));
  }
}

/**
 * Hold the form back until it is known what is kept: pressed too early, its button would
 * send it past the device, and lose it where there is no network.
 *
 * @param {HTMLFormElement} form
 * @returns {() => void} lets it go, as soon as the device can take it
 */
function holdBack(form) {
  /** @type {SubmitEvent | undefined} */
  let early;
  const hold = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    early = event;
  };
  form.addEventListener("submit", hold);
  return () => {
    form.removeEventListener("submit", hold);
    if (early) form.requestSubmit(early.submitter);
  };
}

/**
 * Keep the report form on this device.
 *
 * @param {Document} page
 */
export async function keepForm(page) {
  const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form[data-offline]"));
  if (!form) return;
  const letGo = holdBack(form);
  try {
    const told = /** @type {Told} */ (await getTold());
    await new DeviceForm(form, told).start();
  } finally {
    letGo();
  }
}
