/**
 * The box to write in: grows with its text, keeps the draft, sends on Enter, and says kindly when a message is too long.
 */
import { WORDS } from "./words.js";

export const LIMIT = 20000;
const NEAR = 18000;

/** Wires the box. `send(text)` is called with a message that may be sent. */
export function wireComposer({ form, box, size, send: button }, store, send) {
  const refresh = () => { grow(box); showSize(box, size, button); };
  const submit = () => {
    const text = box.value.trim();
    if (!text || box.value.length > LIMIT) return box.focus();
    box.value = "";
    store.draft = "";
    refresh();
    send(text);
    box.focus();
  };
  box.addEventListener("input", () => { store.draft = box.value; refresh(); });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box.value = store.draft;
  refresh();
  return refresh;
}

/** As tall as its text; the style sheet sets the limit. */
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 4}px`;
}

/** The note about length, shown only near the limit and beyond. Nothing is ever cut. */
function showSize(box, size, button) {
  const over = box.value.length - LIMIT;
  const words = over > 0 ? WORDS.long(over) : box.value.length > NEAR ? WORDS.near(-over) : "";
  if (size.textContent !== words) size.textContent = words;
  button.setAttribute("aria-disabled", String(over > 0));
  box.setAttribute("aria-invalid", String(over > 0));
}
