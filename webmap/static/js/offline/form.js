import { speaker } from "../core/text.js";
import { isOpen, queued, takenBack } from "../core/queue.js";
import { isSame, saidFields } from "../core/report-fields.js";
import { newDraft, photoFields, readDraft } from "./draft.js";
import { drain } from "./drain.js";
import { fillForm, showFaults } from "./fill.js";
import { lookAt } from "./look.js";
import { announce, getTold, hasWorker, sendWaiting } from "./start.js";
import { allKept, canKeep, changeKept, deleteKept, getKept, keepDraft, putKept } from "./store.js";

/**
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("./drain.js").Told & { form: string, queue: string,
 *   messages: Record<string, string> }} Told
 */

const WAIT_MS = 300;
const HASH = "#draft=";

/** The report form: what is typed is kept on this device, and sent from there. */
class DeviceForm {
  /** @param {HTMLFormElement} form @param {Told} told */
  constructor(form, told) {
    this.form = form;
    this.told = told;
    this.say = speaker(told.messages);
    this.draft = newDraft(told.lang);
    /** What the form says before anybody has typed. */
    this.first = saidFields(new FormData(form));
    this.keeps = true;
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
    const table = this.told;
    const known = await changeKept(key, (kept) => (isOpen(kept, table) ? takenBack(kept, table) : kept));
    if (known && known.text.state === "draft") {
      this.draft = known;
      if (asked) this.fill();
    } else if (asked) {
      location.replace(`${this.told.queue}#${asked}`);
    } else {
      await this.offerDraft();
    }
    this.keyField().value = this.draft.key;
    this.showPhotos();
  }

  fill() {
    const { fields, text, note } = this.draft;
    fillForm(this.form, fields);
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
    const date = new Intl.DateTimeFormat(document.documentElement.lang).format(begun);
    this.write(offer, "title", [title, where].filter(Boolean).join(" · "));
    this.write(offer, "begun", this.say("Begun on %(date)s").replace("%(date)s", date));
    offer.hidden = false;
    offer.querySelector("[data-draft-open]")?.addEventListener("click", () => {
      offer.hidden = true;
      this.draft = draft;
      this.keyField().value = key;
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
  }

  /** Keep what is typed, but no contact: that is kept only with a report on its way. */
  async keep() {
    clearTimeout(this.waiting);
    if (!this.keeps || this.isSending) return;
    const draft = readDraft(this.form, this.draft, this.told.keep.contact);
    const isEmpty = isSame(draft.fields, this.first) && !draft.photos.length;
    await this.put(draft, () => keepDraft(draft, isEmpty));
    this.showPhotos();
    delete this.form.dataset.keeping;
  }

  /**
   * @param {Kept} draft
   * @param {() => Promise<void>} [write]
   * @returns {Promise<boolean>} whether it is kept
   */
  async put(draft, write = () => putKept(draft)) {
    try {
      await write();
      this.draft = draft;
      return true;
    } catch {
      this.tell("There is no room left on this device: what you type is not kept. You can still send the report while there is a network.");
      return false;
    }
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    const trap = /** @type {HTMLInputElement | null} */ (this.form.elements.namedItem("website"));
    if (event.submitter?.hasAttribute("formaction")) return this.goesElsewhere(event.submitter);
    if (trap?.value || this.serverHasPhotos()) return;
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.showSending("It is being sent …");
    const looked = await lookAt(this.form, this.told.retry.look_s);
    await this.lookedAt(looked);
  }

  /**
   * The form is sent for something else: photos that are kept here stay here. Whoever
   * confirms a report of somebody else needs no own one.
   *
   * @param {HTMLElement} button
   */
  goesElsewhere(button) {
    const kept = new Set(this.draft.photos.map(({ field }) => field));
    for (const field of photoFields(this.form)) field.disabled = kept.has(field.name);
    const target = new URL(button.getAttribute("formaction") ?? "", location.href);
    if (target.pathname === new URL(this.form.action).pathname || !this.keeps) return;
    this.isSending = true;
    deleteKept(this.draft.key);
  }

  /** Photos that the server holds for this form go with it, as without scripts. */
  serverHasPhotos() {
    return Boolean(this.form.querySelector("[name^=photo][name$=_token]"));
  }

  /** @param {"sound" | "asked" | "silence"} looked */
  async lookedAt(looked) {
    const draft = readDraft(this.form, this.draft, looked === "asked" ? this.told.keep.contact : []);
    const ready = looked === "asked" ? draft : queued(draft, this.told);
    const isKept = this.keeps && (await this.put(ready));
    if (looked === "asked") return this.askServer(isKept);
    if (!isKept) return looked === "sound" ? this.askServer(false) : this.sayLost();
    await announce(ready.key);
    if (looked === "sound") await drain(this.told, { changed: announce });
    return this.leave(ready.key, looked);
  }

  /**
   * Send the form itself: the server shows what it has to ask, or takes it in where this
   * device can keep nothing.
   *
   * @param {boolean} isKept - photos stay here
   */
  askServer(isKept) {
    if (isKept) for (const field of photoFields(this.form)) field.disabled = true;
    this.form.submit();
  }

  sayLost() {
    this.isSending = false;
    this.showSending("");
    this.tell("There is no network, and this device can keep nothing. What you typed stays on this page; please try again when there is a network.");
  }

  /** @param {string} key @param {string} looked */
  async leave(key, looked) {
    const kept = await getKept(key);
    if (!kept) return;
    if (kept.text.state === "needs_attention") {
      this.draft = (await changeKept(key, (now) => takenBack(now, this.told))) ?? kept;
      this.isSending = false;
      this.showSending("");
      this.fill();
    } else if (kept.text.state === "sent" || navigator.serviceWorker?.controller) {
      location.assign(this.pageOf(kept));
    } else {
      this.waitHere(key, looked);
    }
  }

  /**
   * No other page can be opened here without a network: wait on this one.
   *
   * @param {string} key
   * @param {string} looked
   */
  waitHere(key, looked) {
    const isHeard = looked === "sound";
    const none = "There is no network. The report waits on this device.";
    this.showSending(isHeard ? "No answer came. It will be tried again." : none);
    for (const button of this.form.querySelectorAll("button")) button.disabled = true;
    document.addEventListener("queue", async () => {
      const kept = await getKept(key);
      if (kept?.text.state === "sent") location.assign(this.pageOf(kept));
    });
    sendWaiting();
  }

  /** @param {Kept} kept */
  pageOf(kept) {
    const isDone = kept.text.state === "sent" && !kept.photos.length;
    return isDone ? kept.page : `${this.told.queue}#${kept.key}`;
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

  /** @param {string} sentence */
  showSending(sentence) {
    const said = /** @type {HTMLElement} */ (this.form.querySelector("[data-sending]"));
    said.hidden = !sentence;
    said.textContent = sentence && this.say(sentence);
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
 * Keep the report form on this device.
 *
 * @param {Document} page
 */
export async function keepForm(page) {
  const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form[data-offline]"));
  if (!form) return;
  const told = /** @type {Told} */ (await getTold());
  await new DeviceForm(form, told).start();
}
