import { aloneWith } from "./alone.js";
import { photoFields } from "./draft.js";
import { sendNext } from "./drain.js";
import { backToForm, handOver, takeBack, withFreeKey } from "./hand.js";
import { lookAt } from "./look.js";
import { announce, sendWaiting } from "./start.js";
import { getKept } from "./store.js";

/** @typedef {import("../core/queue.js").Kept} Kept */

/** Parts of the form that stay in reach while it is being sent. */
const STAYS = "[data-sending], [data-kept-here], button";

/** What happens once the button of the report form is pressed. */
export class Sending {
  /** @param {import("./form.js").DeviceForm} page */
  constructor(page) {
    this.page = page;
    this.form = page.form;
    this.told = page.told;
  }

  /**
   * Put the report in the queue before anything else: from then on it is sent, even if
   * this page is closed. Nobody sends it while the server looks at it.
   *
   * @param {Kept} draft
   */
  async start(draft) {
    const { key } = draft;
    this.lock(true);
    this.show("It is being sent …");
    const { kept, looked, isBack } = await aloneWith(key, () => this.hand(draft));
    const [report, late] = kept;
    if (report?.text.state === "sent") return location.assign(`${this.told.queue}#${late.key}`);
    if (isBack) return this.askServer(true);
    if (!report) return looked === "silence" ? this.sayLost() : this.askServer(false);
    if (looked !== "silence") await this.send(key);
    return this.leave(key, looked);
  }

  /** @param {Kept} draft */
  async hand(draft) {
    const kept = this.page.keeps ? await this.page.put(() => handOver(draft, this.told)) : [];
    const isQueued = kept[0]?.text.state === "queued";
    if (isQueued) announce(draft.key);
    const looked = await lookAt(this.form, this.told.retry.look_s);
    const isBack = isQueued && looked === "asked" && (await backToForm(draft.key, this.told));
    return { kept, looked, isBack };
  }

  /** @param {string} key */
  async send(key) {
    try {
      await sendNext(key, this.told, announce);
    } catch (error) {
      console.info("it is tried again with the next page", error);
    }
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
    this.lock(false);
    this.page.tell("There is no network, and this device can keep nothing. What you typed stays on this page; please try again when there is a network.");
  }

  /** @param {string} key @param {string} looked */
  async leave(key, looked) {
    const kept = await getKept(key);
    if (!kept) {
      this.lock(false);
      this.page.tell("It was deleted.");
    } else if (kept.text.state === "needs_attention") {
      await this.putRight(key);
    } else if (kept.text.state === "sent" || navigator.serviceWorker?.controller) {
      location.assign(this.pageOf(kept));
    } else {
      this.waitHere(key, looked);
    }
  }

  /** @param {string} key - of a report that was refused */
  async putRight(key) {
    const back = await takeBack(key, this.told, this.page.draft.by);
    if (back?.text.state !== "draft") return;
    this.page.hold(await withFreeKey(back));
    this.lock(false);
    this.page.fill();
  }

  /**
   * No other page can be opened here without a network: wait on this one.
   *
   * @param {string} key
   * @param {string} looked
   */
  waitHere(key, looked) {
    const isHeard = looked !== "silence";
    const none = "There is no network. The report waits on this device.";
    this.show(isHeard ? "No answer came. It will be tried again." : none);
    const look = async () => {
      const kept = await getKept(key);
      if (kept?.text.state !== "sent" && kept?.text.state !== "needs_attention") return;
      document.removeEventListener("queue", look);
      await this.leave(key, looked);
    };
    document.addEventListener("queue", look);
    look();
    sendWaiting();
  }

  /** @param {Kept} kept */
  pageOf(kept) {
    const isDone = kept.text.state === "sent" && !kept.photos.length && !kept.late;
    return isDone && kept.page ? kept.page : `${this.told.queue}#${kept.late ?? kept.key}`;
  }

  /**
   * While it is being sent nothing is typed: it would be lost.
   *
   * @param {boolean} isSending
   */
  lock(isSending) {
    this.page.isSending = isSending;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll(":scope > *"))) {
      part.inert = isSending && !part.matches(STAYS);
    }
    for (const button of this.form.querySelectorAll("button")) {
      if (isSending) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
    if (!isSending) this.show("");
  }

  /** @param {string} sentence */
  show(sentence) {
    const said = /** @type {HTMLElement} */ (this.form.querySelector("[data-sending]"));
    said.textContent = sentence && this.page.say(sentence);
  }
}
