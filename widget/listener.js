/**
 * Listens to the stream and connects again when it breaks, from the last message seen.
 */
import { ApiError } from "./api.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15000;
const SILENCE = 45000; // The server sends a sign of life at least every 20 s.

export class Listener {
  /**
   * @param {import("./api.js").Api} api
   * @param {{event(event: object): void, connected(yes: boolean): void, gone(): void}} on
   */
  constructor(api, on) {
    this.api = api;
    this.on = on;
    this.last = null;
    this.running = false;
    this.wait = FIRST_WAIT;
  }

  /** Starts, or wakes a listener that waits to connect again. */
  start() {
    if (this.running) return this.wake?.();
    this.running = true;
    this.run();
  }

  /** Stops for good. */
  stop() {
    this.running = false;
    this.abort?.abort();
    this.wake?.();
  }

  /** Connects, listens, waits, and again, until stopped. */
  async run() {
    const mine = (this.turn = Symbol("turn"));
    const current = () => this.running && this.turn === mine;
    while (current()) {
      try {
        await this.listen(current);
      } catch (problem) {
        if (!current()) return;
        if (problem instanceof ApiError && problem.gone) { this.running = false; return this.on.gone(); }
      }
      if (!current()) return;
      this.on.connected(false);
      await this.pause();
    }
  }

  /** Fills the gap from the store of messages, then follows the stream until it ends. */
  async listen(current) {
    this.abort = new AbortController();
    for (const message of await this.api.messages(this.last)) {
      if (!current()) return;
      this.take({ event: "message", id: message.id, data: message });
    }
    this.on.connected(true);
    this.wait = FIRST_WAIT;
    this.beat();
    try {
      for await (const event of this.api.stream(this.last, this.abort.signal, () => this.beat())) {
        if (!current()) return;
        this.take({ ...event, data: JSON.parse(event.data) });
      }
    } finally {
      clearTimeout(this.watch);
    }
  }

  /** Remembers the place and passes the event on. */
  take(event) {
    if (event.event === "message") this.last = event.data.id ?? event.id ?? this.last;
    this.on.event(event);
  }

  /** A connection that says nothing for too long is taken for dead. */
  beat() {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.abort.abort(), SILENCE);
  }

  /** Waits a little longer each time; `start()` ends the wait at once. */
  async pause() {
    await new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, this.wait);
    });
    this.wake = null;
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
