// The box in which a question is written, with all that stands around it.

import { button } from "./chat-actions.js";
import { el } from "./dom.js";

/**
 * Returns the elements of a widget by name.
 *
 * @param {object} words
 * @param {{ask, fresh, forget, key}} on what happens when the reader acts
 */
export function composer(words, on) {
  const question = el("textarea", { id: "question", rows: "3", required: "", "aria-describedby": "hint" });
  const options = Object.entries(words.audiences).map(([value, label]) => el("option", { value }, label));
  const audience = el("select", { id: "audience" }, ...options);
  const key = el("input", { id: "key", type: "password", autocomplete: "off", spellcheck: "false", "aria-describedby": "key-hint" });
  const send = el("button", { type: "submit" }, words.ask);
  const fresh = button(words.fresh, on.fresh, { hidden: "" });
  const forget = button(words.forget, on.forget, { hidden: "" });
  const reader = el("div", { class: "row" }, el("label", { for: "audience" }, words.audience), audience);
  const keyHint = el("span", { id: "key-hint", class: "quiet" }, words.keyHint);
  const keyRow = el("div", { class: "row", hidden: "" }, el("label", { for: "key" }, words.key), key, keyHint);
  const form = el(
    "form",
    { class: "ask" },
    el("label", { for: "question" }, words.question),
    question,
    el("p", { id: "hint", class: "quiet" }, words.identify),
    keyRow,
    el("div", { class: "row" }, reader, send, fresh, forget),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (question.value.trim()) on.ask(question.value);
    else question.focus();
  });
  key.addEventListener("input", () => on.key(key.value.trim()));
  // Enter stays a line break, because a case has several lines; with a modifier it sends.
  question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return {
    log: el("div", { class: "log", role: "region", "aria-label": words.conversation }),
    problem: el("div", {}),
    form,
    examples: el("div", { class: "examples" }),
    status: el("p", { role: "status", class: "unseen" }),
    ...{ question, audience, key, keyRow, send, fresh, forget, reader },
  };
}
