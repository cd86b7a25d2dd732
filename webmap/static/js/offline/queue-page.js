import { hurried, isOpen, nextPart } from "../core/queue.js";
import { sayDay, sayTime } from "../core/day.js";
import { speaker } from "../core/text.js";
import { takeBack } from "./hand.js";
import { announce, getTold, sendWaiting } from "./start.js";
import { allKept, canKeep, changeKept, deleteAllKept, deleteKept } from "./store.js";

/**
 * @typedef {import("../core/queue.js").Kept} Kept
 * @typedef {import("../core/queue.js").Part} Part
 * @typedef {import("./form.js").Told} Told
 */

const WHY = {
  silence: "No answer came. It will be tried again.",
  stranger:
    "Something else answered instead of the server: this network may want you to sign in first. It will be tried again.",
  asked: "The server asks to wait. It will be tried again.",
  broken: "The server has a problem for the moment. It will be tried again.",
};
const YEAR_AGO = "Max-Age=0; Path=/; SameSite=Lax";

/** The list of reports that are kept on this device. */
class Queue {
  /** @param {Document} page @param {Told} told */
  constructor(page, told) {
    this.page = page;
    this.told = told;
    this.say = speaker(told.messages);
    this.list = this.part("[data-queue-list]");
    /** @type {Map<string, string>} */
    this.heard = new Map();
    /** Changes are shown one after the other. */
    this.work = Promise.resolve();
  }

  /** @param {string} selector */
  part(selector) {
    return /** @type {HTMLElement} */ (this.page.querySelector(selector));
  }

  async start() {
    if (!(await canKeep())) {
      const said = this.part("[data-device-said]");
      said.hidden = false;
      said.textContent = this.say(
        "This device lets no page keep anything. You can report while there is a network; without one, the report cannot wait here.",
      );
      return;
    }
    this.part("[data-queue]").hidden = false;
    this.part("[data-queue-tools]").hidden = false;
    this.part("[data-delete-all]").addEventListener("click", () => this.deleteAll());
    this.page.addEventListener("queue", () => this.refresh());
    for (const event of ["online", "offline"]) addEventListener(event, () => this.showNetwork());
    this.showNetwork();
    await this.refresh();
    await this.welcome(location.hash.slice(1));
    this.list.dataset.ready = "";
  }

  /**
   * Whoever comes from the form hears what became of the report.
   *
   * @param {string} key
   */
  async welcome(key) {
    document.getElementById(key)?.focus();
    const kept = (await allKept()).find((one) => one.key === key);
    if (kept) this.announce(this.sentenceOf(kept));
  }

  showNetwork() {
    const said = this.part("[data-no-network]");
    const sentence = "There is no network now. What waits is sent when it is back.";
    said.hidden = navigator.onLine;
    said.textContent = this.say(sentence);
    if (!navigator.onLine) this.announce(this.say(sentence));
  }

  refresh() {
    this.work = this.work.then(() => this.show()).catch((error) => console.info("not shown", error));
    return this.work;
  }

  async show() {
    const all = (await allKept()).reverse();
    const keys = new Set(all.map(({ key }) => key));
    for (const item of [...this.list.children]) if (!keys.has(item.id)) item.remove();
    let place = this.list.firstElementChild;
    for (const kept of all) {
      const item = document.getElementById(kept.key) ?? this.newItem(kept.key);
      if (item === place) place = place.nextElementSibling;
      else this.list.insertBefore(item, place);
      this.write(item, kept);
      this.announceChange(kept);
    }
    this.part("[data-queue-empty]").hidden = all.length > 0;
    this.list.hidden = !all.length;
  }

  /** @param {string} key */
  newItem(key) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("queue-item"));
    const item = /** @type {HTMLElement} */ (
      /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
    );
    item.id = key;
    item.querySelector("[data-do=send]")?.addEventListener("click", () => this.sendNow(key));
    item.querySelector("[data-do=change]")?.addEventListener("click", (event) => {
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      this.change(key);
    });
    item.querySelector("[data-do=delete]")?.addEventListener("click", () => this.delete(key));
    return item;
  }

  /** @param {HTMLElement} item @param {Kept} kept */
  write(item, kept) {
    const { text, photos, tracking } = kept;
    const place = nextPart(kept);
    const waiting = place === null ? null : place < 0 ? text : photos[place];
    this.put(item, {
      title: this.titleOf(kept),
      about: `: ${this.titleOf(kept)}`,
      where: kept.where,
      state: this.label(text),
      photo: photos.map((photo) => this.fit("Photo: %(state)s", this.label(photo))).join(" · "),
      begun: this.fit("Begun on %(date)s", this.date(kept.begun)),
      why: this.whyOf(kept),
      next:
        waiting?.state === "retry_wait" ? this.fit("Next try at %(time)s", this.time(waiting.due)) : "",
      number: tracking && this.fit("Its number is %(number)s", tracking),
    });
    this.offer(item, "follow", kept.page);
    this.offer(item, "change", isOpen(kept, this.told) && `${this.told.form}#draft=${kept.key}`);
    this.offer(item, "send", waiting !== null && waiting.state !== "sending");
  }

  /** @param {HTMLElement} item @param {Record<string, string>} said */
  put(item, said) {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll("[data-said]"))) {
      const text = said[place.dataset.said ?? ""];
      if (place.textContent !== text) place.textContent = text;
      const line = place.matches("p > bdi:only-child") ? place.parentElement : place;
      if (line) line.hidden = !text;
    }
  }

  /**
   * @param {HTMLElement} item
   * @param {string} what
   * @param {string | boolean} to - where to, or whether at all
   */
  offer(item, what, to) {
    const control = /** @type {HTMLElement} */ (item.querySelector(`[data-do=${what}]`));
    const had = control === document.activeElement;
    control.hidden = !to;
    if (typeof to === "string" && to) control.setAttribute("href", to);
    if (had && !to) item.focus();
  }

  /** @param {Kept} kept */
  whyOf({ text, photos, note }) {
    const part = [text, ...photos].find(({ why }) => why);
    const why = part?.why;
    if (!why) return note && this.say(note);
    const kind = why.kind === "answer" && part.state === "retry_wait" ? "broken" : why.kind;
    if (kind in WHY) return this.say(WHY[/** @type {keyof typeof WHY} */ (kind)]);
    const said = why.faults.map(({ sentence }) => sentence).join(" ") || why.sentence;
    return said || this.say("The report could not be taken as it is. It waits here to be changed.");
  }

  /** @param {Part} part */
  label({ state }) {
    return this.told.states[state].label;
  }

  /** @param {Kept} kept */
  titleOf({ title }) {
    return title || this.say("Without a name yet");
  }

  /** @param {string} sentence @param {string} value */
  fit(sentence, value) {
    return this.say(sentence).replace(/%\(\w+\)s/, value);
  }

  /** @param {number} moment */
  date(moment) {
    return sayDay(moment, this.told.months);
  }

  /** @param {number} moment */
  time(moment) {
    return sayTime(moment);
  }

  /**
   * Say each state once: a report that is tried again and again does not speak each time.
   *
   * @param {Kept} kept
   */
  announceChange(kept) {
    const { state } = kept.text;
    const heard = this.heard.get(kept.key);
    if (heard === state || (heard === "retry_wait" && state === "sending")) return;
    this.heard.set(kept.key, state);
    if (heard !== undefined) this.announce(this.sentenceOf(kept));
  }

  /** @param {Kept} kept */
  sentenceOf(kept) {
    const sentence = this.say("%(what)s: %(state)s");
    return sentence.replace("%(what)s", this.titleOf(kept)).replace("%(state)s", this.label(kept.text));
  }

  /** @param {string} sentence */
  announce(sentence) {
    this.part("[data-queue-said]").textContent = sentence;
  }

  /** @param {string} key */
  async sendNow(key) {
    this.heard.set(key, "");
    await changeKept(key, (kept) => hurried(kept, Date.now(), { even: true }));
    await sendWaiting();
  }

  /**
   * Take a report back before its form is opened: from then on nobody sends it.
   *
   * @param {string} key
   */
  async change(key) {
    const kept = await takeBack(key, this.told);
    await announce(key);
    if (kept?.text.state === "draft") location.assign(`${this.told.form}#draft=${key}`);
  }

  /** @param {string} key */
  async delete(key) {
    await deleteKept(key);
    await announce(key);
    this.announce(this.say("It was deleted."));
    document.getElementById("queue-waiting")?.focus();
  }

  async deleteAll() {
    await deleteAllKept();
    localStorage.clear();
    sessionStorage.clear();
    for (const name of ["theme", "text"]) document.cookie = `${name}=; ${YEAR_AGO}`;
    await announce("");
    /** @type {HTMLDialogElement} */ (this.part("#delete-all")).close();
    this.announce(this.say("Everything on this device was deleted."));
    document.getElementById("queue-waiting")?.focus();
  }
}

/**
 * Show what is kept on this device.
 *
 * @param {Document} page
 */
export async function showQueue(page) {
  if (!page.querySelector("[data-queue]")) return;
  await new Queue(page, /** @type {Told} */ (await getTold())).start();
}
