/**
 * What this device remembers: the conversation and its token, the messages not yet sent, and the draft.
 * The transcript is never kept here. Where the browser forbids storage, memory serves until the tab closes.
 */
export class Store {
  /** @param {string} name keeps two chats on one site apart */
  constructor(name) {
    this.name = name;
    this.memory = new Map();
  }

  /** The conversation as `{conversation_id, token}`, or null. */
  get conversation() { return this.read("conversation", null); }
  set conversation(value) { this.write("conversation", value); }

  /** What is in the box and not yet sent. */
  get draft() { return this.read("draft", ""); }
  set draft(value) { this.write("draft", value); }

  /** Messages not yet acknowledged, oldest first: `{client_id, text, payload?, title?}`. */
  get queue() { return this.read("queue", []); }

  /** Adds one message to the queue. */
  enqueue(item) { this.write("queue", [...this.queue, item]); }

  /** Removes one message from the queue. */
  dequeue(clientId) { this.write("queue", this.queue.filter((item) => item.client_id !== clientId)); }

  /** Forgets all of it. */
  clear() {
    for (const key of ["conversation", "draft", "queue"]) this.write(key, null);
  }

  /** The key under which the browser keeps `key`. */
  key(key) { return `first-contact:${this.name}:${key}`; }

  /** Reads a value; what is missing or damaged is the default. */
  read(key, otherwise) {
    try {
      const kept = localStorage.getItem(this.key(key)) ?? this.memory.get(key);
      return kept ? JSON.parse(kept) : otherwise;
    } catch {
      return this.memory.has(key) ? JSON.parse(this.memory.get(key)) : otherwise;
    }
  }

  /** Writes a value; null removes it. */
  write(key, value) {
    const text = value === null ? null : JSON.stringify(value);
    if (text === null) this.memory.delete(key); else this.memory.set(key, text);
    try {
      if (text === null) localStorage.removeItem(this.key(key));
      else { localStorage.setItem(this.key(key), text); this.memory.delete(key); }
    } catch { /* Storage is full or forbidden: memory has it. */ }
  }
}

/** A new message id: random, and made where `crypto.randomUUID` is missing (plain http on a local network) too. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
