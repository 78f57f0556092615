/**
 * The frame of the chat: header, log, status lines, the box to write in, and the two controls that ask first.
 */
import { WORDS } from "./words.js";
import { el } from "./view.js";

const STYLE = new URL("./first-contact.css", import.meta.url).href;

/** Builds the frame inside `root` and answers its parts by name. */
export function buildShell(root) {
  const parts = { ...logParts(), ...composerParts(), ...controlParts(), dialog: restartDialog() };
  root.append(
    el("link", { rel: "stylesheet", href: STYLE }),
    el("div", { class: "chat" },
      el("div", { class: "top" }, notice(), el("p", { class: "controls" }, parts.restart, parts.leave)),
      el("div", { class: "middle" }, parts.log, parts.newest),
      el("div", { class: "bottom" }, parts.status, parts.form)),
    parts.dialog);
  return parts;
}

/** The sentence that is always shown; the page may put its own words in the slot. */
function notice() {
  return el("div", { class: "notice" }, el("slot", { name: "notice" }, WORDS.emergency));
}

/** The log: a region that can be scrolled by key, read out politely. */
function logParts() {
  const list = el("ol", { class: "messages" });
  const choices = el("div", { class: "choice-row" });
  const typing = el("p", { class: "typing", hidden: true }, WORDS.typing);
  const log = el("div", { class: "log", role: "log", "aria-label": WORDS.log, "aria-live": "polite", tabindex: "0" },
    el("div", { class: "welcome" }, el("slot", { name: "welcome" })),
    el("div", { class: "privacy" }, el("slot", { name: "privacy" })), list, choices, typing);
  const newest = el("button", { type: "button", class: "newest", hidden: true }, WORDS.newest);
  const status = el("p", { class: "status", role: "status" });
  return { log, list, choices, typing, newest, status };
}

/** The box to write in. */
function composerParts() {
  const box = el("textarea", { id: "box", rows: "1", autocomplete: "off", enterkeyhint: "send", "aria-describedby": "hint size" });
  const size = el("p", { id: "size", class: "size", role: "status" });
  const send = el("button", { type: "submit", class: "send" }, WORDS.send);
  const form = el("form", { class: "composer", novalidate: true },
    el("label", { for: "box" }, WORDS.compose), el("div", { class: "row" }, box, send),
    el("p", { id: "hint", class: "hint" }, WORDS.hint), size);
  return { form, box, size, send };
}

/** Start again, and leave quickly. */
function controlParts() {
  return {
    restart: el("button", { type: "button", class: "plain" }, WORDS.restart),
    leave: el("button", { type: "button", class: "leave", title: WORDS.leaveWhy, "aria-label": `${WORDS.leave}. ${WORDS.leaveWhy}` }, WORDS.leaveShort),
  };
}

/** Asks before a chat is cleared from this device. */
function restartDialog() {
  return el("dialog", { "aria-labelledby": "restart-ask" },
    el("form", { method: "dialog" },
      el("h2", { id: "restart-ask" }, WORDS.restartAsk), el("p", {}, WORDS.restartWhy),
      el("p", { class: "lose", hidden: true }, WORDS.restartLose),
      el("p", { class: "row" },
        el("button", { value: "no", class: "send", autofocus: true }, WORDS.restartNo),
        el("button", { value: "yes", class: "secondary" }, WORDS.restartYes))));
}
