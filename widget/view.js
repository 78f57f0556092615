/**
 * Draws messages. Text is only ever set as text: nothing that anyone wrote is read as markup.
 */
import { WORDS } from "./words.js";

const NUMBER = /\b(999|112|111|116 123|0808 2000 247|0808 801 0327|0800 1111)\b/g;
const LINKS = /(https:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])|\b(999|112|111|116 123|0808 2000 247|0808 801 0327|0800 1111)\b/g;

/** An element with attributes, listeners (`onclick`) and children. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const ITEM = "- "; // Begins a line that is one of a list.

/** Paragraphs of a text; those of ours with lists, and with telephone numbers and addresses that can be tapped. */
export function paragraphs(text, tappable) {
  const parts = text.split(/\n{2,}/);
  return tappable ? parts.flatMap((part) => runs(part.split("\n")).map(block)) : parts.map((part) => el("p", {}, part));
}

/** Runs of lines: each is a stretch of a list's lines, or of others. */
function runs(lines) {
  const found = [];
  for (const line of lines) {
    const item = line.startsWith(ITEM);
    if (found.at(-1)?.item === item) found.at(-1).lines.push(line);
    else found.push({ item, lines: [line] });
  }
  return found;
}

/** One run as a list or as a paragraph. */
function block({ item, lines }) {
  if (!item) return el("p", {}, ...linked(lines.join("\n")));
  return el("ul", { class: "lines" }, ...lines.map((line) => el("li", {}, ...linked(line.slice(ITEM.length)))));
}

/** A text as strings and links. */
function linked(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(LINKS)) {
    parts.push(text.slice(from, found.index), link(found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

/** A link to a telephone number or to a page. */
function link(target) {
  if (target.startsWith("https://")) return el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, target);
  return el("a", { href: telephone(target), class: "number" }, target);
}

const telephone = (number) => `tel:${number.replaceAll(" ", "")}`;

/** One message as a list item. `live` messages about safety interrupt a screen reader; older ones don't. */
export function messageNode(message, live) {
  const safety = isSafety(message);
  const node = el("li", { class: `message ${safety ? "safety" : message.from}`, "data-id": message.id });
  node.append(safety ? safetyCard(message, live) : bubble(message));
  return node;
}

/** Whether these are words about safety: marked so by the server, or offering the answer that only they offer. */
export function isSafety(message) {
  if (message.from === "patient") return false;
  return message.kind === "safety" || (message.buttons ?? []).some(({ payload }) => payload === "/i_am_safe");
}

/** An everyday message. */
function bubble(message) {
  return el("div", { class: "bubble" }, caption(message), ...paragraphs(message.text, message.from !== "patient"));
}

/** A message about safety, in the form of an NHS care card, with the numbers to call as large buttons. */
function safetyCard(message, live) {
  const numbers = [...new Set(message.text.match(NUMBER) ?? [])];
  const calls = numbers.map((number) => el("a", { class: "call", href: telephone(number) }, WORDS.call(number)));
  return el("div", { class: "care", "data-tier": message.tier, role: live ? "alert" : null },
    el("h3", {}, WORDS.safety),
    el("div", { class: "care-body" }, ...paragraphs(message.text, true),
      calls.length ? el("p", { class: "calls" }, ...calls) : null, caption(message)));
}

/** Who speaks, and when. */
function caption(message) {
  return el("p", { class: "who" }, el("span", { class: "name" }, speaker(message)), " ", clock(message.at));
}

/** The name of who speaks. */
export function speaker(message) {
  if (message.from === "patient") return WORDS.you;
  if (message.from === "physio") return WORDS.physio(message.name);
  return message.from === "assistant" ? WORDS.assistant : WORDS.clinic;
}

/** The time of a message: the hour today, else the day as well. */
function clock(at) {
  const moment = new Date(at);
  if (Number.isNaN(moment.valueOf())) return null;
  const today = moment.toDateString() === new Date().toDateString();
  const style = today ? { hour: "2-digit", minute: "2-digit" } : { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return el("time", { datetime: moment.toISOString() }, moment.toLocaleString("en-GB", style));
}

const FEW = 5; // So many quick answers stay in sight while a long message is read.

/** The quick answers below the newest message. `choose` is called with a button. */
export function choicesNode(buttons, choose) {
  const rows = buttons.map((button) =>
    el("li", {}, el("button", { type: "button", class: "choice", onclick: () => choose(button) }, button.title)));
  const kind = buttons.length <= FEW ? "choices few" : "choices";
  return el("ul", { class: kind, "aria-label": WORDS.choices }, ...rows);
}

/** Says how far a message of the patient's has got; `actions` are `[label, function]` pairs. */
export function setProgress(node, words, kind, actions = []) {
  const buttons = actions.map(([label, act]) => el("button", { type: "button", class: "plain", onclick: act }, label));
  const line = el("p", { class: `progress ${kind}` }, words, ...buttons);
  const old = node.querySelector(".progress");
  if (old) old.replaceWith(line); else node.append(line);
}
