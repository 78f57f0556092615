/**
 * Sends what is waiting, oldest first, one at a time, until it is acknowledged.
 */
import { ApiError } from "./api.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

export class Outbox {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./api.js").Api} api
   * @param {{opened(): void, sent(item: object, id: *): void, waiting(item: object): void, refused(item: object): void, gone(): void}} on
   */
  constructor(store, api, on) {
    this.store = store;
    this.api = api;
    this.on = on;
    this.busy = false;
    this.wait = FIRST_WAIT;
    this.timer = null;
  }

  /** Takes a message in and starts to send. It is on the device before anything else happens. */
  add(item) {
    this.store.enqueue(item);
    this.flush();
  }

  /** Sends all that waits; a second call while the first runs does nothing. */
  async flush() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      while (this.store.queue.length) await this.sendFirst();
      this.wait = FIRST_WAIT;
    } catch (problem) {
      this.later(problem);
    } finally {
      this.busy = false;
    }
  }

  /** Sends the oldest message, opening a conversation if there is none. */
  async sendFirst() {
    const [item] = this.store.queue;
    await this.ensureConversation();
    try {
      const { id } = await this.api.send(toWire(item));
      this.store.dequeue(item.client_id);
      this.on.sent(item, id);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.gone) this.on.gone();
      if (!problem.refused) throw problem;
      this.store.dequeue(item.client_id);
      this.on.refused(item);
    }
  }

  /** The first message opens the conversation: looking at the page leaves nothing behind. */
  async ensureConversation() {
    if (this.store.conversation) return;
    this.api.token = null;
    this.store.conversation = await this.api.open();
    this.api.token = this.store.conversation.token;
    this.on.opened();
  }

  /** Tries again after a while: twice as long each time, or as long as the server asks. */
  later(problem) {
    const [item] = this.store.queue;
    if (item) this.on.waiting(item);
    const asked = (problem.retryAfter ?? 0) * 1000;
    this.timer = setTimeout(() => this.flush(), Math.max(asked, this.wait));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** A last try that outlives the page, for somebody who leaves in a hurry; the server ignores what it has already. */
  farewell() {
    this.stop();
    if (!this.api.token) return;
    for (const item of this.store.queue) this.api.send(toWire(item)).catch(() => null);
  }

  /** Stops trying; the queue stays on the device. */
  stop() { clearTimeout(this.timer); }
}

/** What travels: a payload for a button, else the text. */
function toWire({ client_id, text, payload }) {
  return payload ? { client_id, payload } : { client_id, text };
}
