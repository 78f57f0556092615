/**
 * The patient API: four calls. The token travels in the Authorization header, never in an address.
 */

/** An answer other than 2xx, or none: `status` 0 means that the server was not reached. */
export class ApiError extends Error {
  constructor(status, retryAfter = 0) {
    super(`The server answered ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The token is no longer good. */
  get gone() { return [401, 410].includes(this.status); }

  /** The message itself was turned down; sending it again unchanged is useless. */
  get refused() { return [400, 409, 413, 422].includes(this.status); }
}

export class Api {
  /** @param {string} base address of the API, without a slash at the end */
  constructor(base) {
    this.base = base;
    this.token = null;
  }

  /** Opens a conversation: `{conversation_id, token}`. */
  async open() {
    const answer = await this.call("/conversations", { method: "POST", body: "{}" });
    return answer.json();
  }

  /** Sends one message: `{client_id, text}` or `{client_id, payload}`. Answers `{id}`. */
  async send(message) {
    const answer = await this.call("/messages", { method: "POST", body: JSON.stringify(message), keepalive: keepable(message) });
    return answer.json();
  }

  /** All messages after one id, oldest first. */
  async messages(after) {
    const answer = await this.call(after ? `/messages?after=${encodeURIComponent(after)}` : "/messages");
    const body = await answer.json();
    return Array.isArray(body) ? body : body.messages;
  }

  /** Yields `{event, id, data}` until the stream ends. `beat` is called whenever bytes arrive. */
  async *stream(after, signal, beat) {
    const headers = { Accept: "text/event-stream" };
    if (after) headers["Last-Event-ID"] = String(after);
    const answer = await this.call("/stream", { headers, signal, cache: "no-store" });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      beat();
      const blocks = (rest + value).replace(/\r\n/g, "\n").split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  }

  /** One request; raises ApiError. */
  async call(path, options = {}) {
    const headers = { "Content-Type": "application/json", ...options.headers };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const answer = await fetch(this.base + path, { ...options, headers, credentials: "omit" }).catch((problem) => {
      if (problem.name === "AbortError") throw problem;
      throw new ApiError(0);
    });
    if (!answer.ok) throw new ApiError(answer.status, Number(answer.headers.get("Retry-After")) || 0);
    return answer;
  }
}

/** One server-sent event from its lines, or null for a comment. */
export function parseEvent(block) {
  const event = { event: "message", id: null, data: "" };
  for (const line of block.split("\n")) {
    const [, field, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (field === "data") event.data += (event.data ? "\n" : "") + value;
    else if (field === "event" || field === "id") event[field] = value;
  }
  return event.data ? event : null;
}

/** Browsers let a request outlive its page only below 64 KB. */
function keepable(message) {
  return JSON.stringify(message).length < 15000;
}
