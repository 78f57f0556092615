/**
 * <first-contact-chat>: the chat with the clinic, over the patient API.
 *
 * Attributes: `api` (address of the patient API; default /api/v1 beside this file's own server), `leave-to` (where "leave
 * quickly" goes). Slots: `notice` (the sentence that is always shown), `welcome`, `privacy`.
 */
import { Api } from "./api.js";
import { wireComposer } from "./composer.js";
import { Listener } from "./listener.js";
import { Outbox } from "./outbox.js";
import { buildShell } from "./shell.js";
import { Store, newId } from "./store.js";
import { Transcript } from "./transcript.js";
import { WORDS } from "./words.js";

const DEFAULT_API = new URL("../api/v1", import.meta.url).href;
const DEFAULT_LEAVE = "https://www.bbc.co.uk/weather";

export class FirstContactChat extends HTMLElement {
  connectedCallback() {
    if (this.parts) return;
    const base = new URL(this.getAttribute("api") ?? DEFAULT_API, document.baseURI).href;
    this.parts = buildShell(this.attachShadow({ mode: "open" }));
    this.store = new Store(base);
    this.api = new Api(base);
    this.transcript = new Transcript(this.parts, (button) => this.choose(button));
    this.refreshBox = wireComposer(this.parts, this.store, (text) => this.say({ text }));
    this.outbox = new Outbox(this.store, this.api, this.outboxEvents());
    this.listener = new Listener(this.api, this.listenerEvents());
    this.wireControls();
    this.resume();
  }

  disconnectedCallback() {
    this.listener.stop();
    this.outbox.stop();
  }

  /** Shows what waits on this device, and picks the conversation up where it was. */
  resume() {
    for (const item of this.store.queue) this.transcript.addPending(item, "kept");
    this.api.token = this.store.conversation?.token ?? null;
    if (this.store.conversation) this.listener.start();
    this.outbox.flush();
  }

  /** Shows a message at once, and sends it. */
  say(item) {
    const message = { ...item, client_id: newId() };
    this.transcript.addPending(message, "sending");
    this.outbox.add(message);
  }

  /** A quick answer: its title is shown, its payload sent. */
  choose(button) {
    this.say({ text: button.title, payload: button.payload });
    this.parts.log.focus({ preventScroll: true }); // The button is gone; the box would open a phone's keyboard.
  }

  outboxEvents() {
    return {
      opened: () => this.listener.start(),
      sent: (item, id) => { this.transcript.confirm(item.client_id, id); this.transcript.expectReply(id); },
      waiting: (item) => this.transcript.progress(item.client_id, "kept"),
      refused: (item) => this.transcript.refuse(item, () => this.say({ text: item.text }), () => this.putBack(item.text)),
      gone: () => this.renew(),
    };
  }

  listenerEvents() {
    return {
      event: (event) => this.transcript.take(event),
      connected: (yes) => this.connected(yes),
      gone: () => this.renew(),
    };
  }

  /** Says plainly when the connection goes and when it comes back. */
  connected(yes) {
    if (yes && this.wasOffline) this.transcript.say(WORDS.online);
    if (!yes) this.transcript.say(WORDS.offline);
    this.wasOffline = !yes;
    if (yes) { this.transcript.settle(); this.outbox.flush(); }
  }

  /** The server no longer knows this conversation: what is unsent goes into a new one. */
  renew() {
    this.store.conversation = null;
    this.api.token = null;
    this.listener.stop();
    this.listener = new Listener(this.api, this.listenerEvents());
    this.transcript.say(WORDS.renewed);
    this.outbox.flush();
  }

  /** A message that was turned down goes back into the box, before what is there. */
  putBack(text) {
    const { box } = this.parts;
    box.value = [text, box.value].filter(Boolean).join("\n\n");
    this.store.draft = box.value;
    this.refreshBox();
    box.focus();
  }

  wireControls() {
    const { restart, leave, dialog } = this.parts;
    restart.addEventListener("click", () => this.askRestart());
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && this.forget());
    leave.addEventListener("click", () => this.leave());
    window.addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
    window.addEventListener("storage", (event) => event.key === this.store.key("conversation") && this.follow());
  }

  /** Another tab started again: this one must not go on with a chat that the person cleared. */
  follow() {
    if (this.store.conversation?.token !== this.api.token) location.reload();
  }

  retry() {
    if (this.store.conversation) this.listener.start();
    this.outbox.flush();
  }

  askRestart() {
    const { dialog } = this.parts;
    dialog.querySelector(".lose").hidden = !this.store.queue.length;
    dialog.returnValue = "no";
    dialog.showModal();
  }

  /** Clears this device and shows an empty chat. */
  forget() {
    this.store.clear();
    location.reload();
  }

  /** For somebody who must not be seen here: clears this device and goes, leaving no way back by one key. */
  leave() {
    this.outbox.farewell();
    this.store.clear();
    location.replace(this.getAttribute("leave-to") ?? DEFAULT_LEAVE);
  }
}

customElements.define("first-contact-chat", FirstContactChat);
