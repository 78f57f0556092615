/**
 * The list of messages: what the server has, what is still on its way, and who is about to speak.
 */
import { WORDS } from "./words.js";
import { choicesNode, isSafety, messageNode, setProgress } from "./view.js";

const PATIENCE = 20000; // The front desk answers within 15 s, with or without the assistant.
const NEAR_END = 120;
const MARGIN = 12;

export class Transcript {
  /** @param {object} parts of the shell @param {(button: object) => void} choose */
  constructor(parts, choose) {
    this.parts = parts;
    this.choose = choose;
    this.pending = new Map();
    this.seen = new Set();
    this.live = false;
    this.withPhysio = false;
    this.newestReply = null;
    parts.newest.addEventListener("click", () => this.toEnd());
    const scrolled = () => { this.following = this.atEnd(); if (this.following) parts.newest.hidden = true; };
    parts.log.addEventListener("scroll", scrolled);
    window.addEventListener("scroll", scrolled);
    window.addEventListener("resize", () => this.following && this.toEnd());
  }

  /** From now on messages are new, not history. */
  settle() { this.live = true; }

  /** One event of the stream. */
  take({ event, data }) {
    if (event === "typing") this.typing(data.on);
    else if (event === "status") this.status(data);
    else if (event === "message") this.add(data);
  }

  /** A message from the server: each is drawn once. */
  add(message) {
    if (this.seen.has(message.id)) return;
    const mine = message.from === "patient" ? this.pendingLike(message) : null;
    if (mine) return this.confirm(mine, message.id);
    this.seen.add(message.id);
    const follow = this.atEnd();
    const node = this.draw(message);
    if (message.from !== "patient") this.heard(message);
    this.reveal(node, follow || (this.live && isSafety(message)));
  }

  /** Somebody answered: the wait is over, and their quick answers replace the earlier ones. */
  heard(message) {
    this.newestReply = message.id;
    this.typing(false);
    this.offer(message.buttons ?? []);
  }

  /** Puts a message at its place: before what has not been sent yet. */
  draw(message) {
    const waiting = [...this.pending.values()].map((item) => item.node);
    const node = messageNode(message, this.live);
    this.parts.list.insertBefore(node, waiting[0] ?? null);
    return node;
  }

  /** A message of the patient's that is on its way. */
  addPending(item, state) {
    const node = messageNode({ from: "patient", text: item.text ?? "", at: Date.now() }, false);
    this.pending.set(item.client_id, { node, text: item.text });
    this.parts.list.append(node);
    this.progress(item.client_id, state);
    this.offer([]);
    this.toEnd();
  }

  progress(clientId, state) {
    const item = this.pending.get(clientId);
    if (item) setProgress(item.node, WORDS[state], state);
  }

  /** The server has it. */
  confirm(clientId, id) {
    const item = this.pending.get(clientId);
    this.pending.delete(clientId);
    if (item && this.seen.has(id)) return item.node.remove();
    this.seen.add(id);
    if (!item) return;
    item.node.dataset.id = id;
    setProgress(item.node, WORDS.sent, "sent");
  }

  /** The server turned it down: the words stay, with two ways on. */
  refuse(item, again, edit) {
    const pending = this.pending.get(item.client_id);
    if (!pending) return;
    this.pending.delete(item.client_id);
    const then = (act) => () => { pending.node.remove(); act(); };
    setProgress(pending.node, WORDS.refused, "refused", [[WORDS.again, then(again)], [WORDS.edit, then(edit)]]);
  }

  /** The message on its way that this one from the server is. */
  pendingLike(message) {
    if (message.client_id) return this.pending.has(message.client_id) ? message.client_id : null;
    const same = [...this.pending].find(([, item]) => item.text === message.text);
    return same ? same[0] : null;
  }

  /** Says who holds the conversation. */
  status({ status, name }) {
    this.withPhysio = status === "physio";
    if (this.withPhysio) this.say(WORDS.withPhysio(name));
    else this.say(status === "closed" ? WORDS.closed : "");
    if (this.withPhysio) this.typing(false);
  }

  /** The assistant will answer message `id` soon, if it hasn't yet; with a physio nobody can promise that. */
  expectReply(id) {
    if (!this.withPhysio && !(this.newestReply > id)) this.typing(true);
  }

  typing(on) {
    clearTimeout(this.typingTimer);
    const follow = this.atEnd();
    this.parts.typing.hidden = !on;
    if (on) this.typingTimer = setTimeout(() => this.typing(false), PATIENCE);
    if (on && follow) this.toEnd();
  }

  /** The quick answers of the newest message only. */
  offer(buttons) {
    this.parts.choices.replaceChildren(...(buttons.length ? [choicesNode(buttons, this.choose)] : []));
  }

  /** The line of plain words about the connection and who is here. */
  say(words) { this.parts.status.textContent = words; }

  /** What scrolls: the log, or the whole page where there is little height. */
  get scroller() {
    return getComputedStyle(this.parts.log).overflowY === "auto" ? this.parts.log : document.scrollingElement;
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** Shows a new message from its beginning; somebody who reads further up is told instead of moved. */
  reveal(node, follow) {
    if (!follow) { this.parts.newest.hidden = false; return; }
    const { scroller } = this;
    const { log, leave } = this.parts;
    const top = scroller === log ? log.getBoundingClientRect().top : leave.parentElement.offsetHeight;
    scroller.scrollTop += node.getBoundingClientRect().top - top - MARGIN;
    this.parts.newest.hidden = true;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.parts.newest.hidden = true;
  }
}
