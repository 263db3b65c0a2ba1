// What can be done with a finished answer: copy it, share it, say what is to be made of it.

import { asText, origin } from "./chat-answer.js";
import { el } from "./dom.js";

/** Returns a button. */
export function button(label, pressed, attributes = {}) {
  const made = el("button", { type: "button", class: "second", ...attributes }, label);
  made.addEventListener("click", pressed);
  return made;
}

/**
 * Returns the row under a finished answer.
 *
 * @param {{question: string, answer: object}} turn
 * @param {object} chat `client`, `words`, `announce(text)` and `panel`
 */
export function actionsOf({ question, answer }, chat) {
  const { words, client } = chat;
  const receipt = `${client.address}/answers/${encodeURIComponent(answer.id)}`;
  const told = el("p", { class: "quiet told" });
  const tell = (text) => {
    told.textContent = text;
    chat.announce(text);
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(words.copied);
    } catch {
      // Not allowed on this page or in this browser: the reader can still copy by hand.
      const area = el("textarea", { readonly: "", rows: "10", "aria-label": words.copy });
      area.value = text;
      chat.panel.show(words.copyYourself, area);
      area.select();
    }
  };
  return el(
    "div",
    { class: "actions" },
    el(
      "div",
      { class: "row" },
      button(words.copy, () => copy(asText(question, answer, words, receipt))),
      button(words.share, () => copy(receipt)),
      el("a", { href: receipt, target: "_blank", rel: "noopener" }, words.receipt),
    ),
    feedback(answer, chat, tell),
    told,
  );
}

function feedback(answer, { client, words }, tell) {
  const group = el("div", { class: "row", role: "group", "aria-label": words.feedback });
  const send = async (rating, comment) => {
    try {
      const path = `/v1/answers/${encodeURIComponent(answer.id)}/feedback`;
      await client.send("POST", path, { rating, ...(comment ? { comment } : {}) });
      group.replaceChildren();
      tell(words.thanks);
    } catch (error) {
      if (error.detail === undefined) throw error;
      tell(`${error.message}. ${error.detail}`);
    }
  };
  const choices = () => [
    el("span", { class: "quiet" }, words.feedback),
    button(words.helpful, () => send("helpful")),
    button(words.unhelpful, () => send("unhelpful")),
    button(words.unsafe, () => askWhy()),
  ];
  const askWhy = () => {
    const reason = el("textarea", { id: `why-${answer.id}`, rows: "2", maxlength: "2000", required: "" });
    const form = el(
      "form",
      { class: "why" },
      el("label", { for: reason.id }, words.reason),
      reason,
      el(
        "div",
        { class: "row" },
        el("button", { type: "submit" }, words.send),
        button(words.cancel, () => group.replaceChildren(...choices())),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (reason.value.trim()) send("unsafe", reason.value);
    });
    group.replaceChildren(form);
    reason.focus();
  };
  group.append(...choices());
  return group;
}

/** The one popover of a widget: it opens by key, pointer and touch, and closes by Escape or a press beside it. */
export class Panel {
  constructor(words) {
    this.title = el("h4", { id: "panel-title", tabindex: "-1" });
    this.body = el("div", {});
    this.element = el(
      "div",
      { class: "panel", popover: "auto", role: "dialog", "aria-labelledby": "panel-title" },
      this.title,
      this.body,
      button(words.close, () => this.element.hidePopover()),
    );
    this.element.addEventListener("toggle", ({ newState }) => newState === "closed" && this.opener?.focus());
  }

  show(title, ...content) {
    this.opener = this.element.getRootNode().activeElement;
    this.title.textContent = title;
    this.body.replaceChildren(...content);
    this.element.showPopover();
    this.title.focus();
  }
}

/** Returns a button that shows the passage of a citation in the panel. */
export function citeButton(citation, topic, { client, panel, words }) {
  const name = `${words.citation} ${citation.n}: ${citation.title}, ${citation.section}`;
  return button(`${citation.n}`, () => panel.show(`${citation.n}. ${citation.section}`, ...passage(citation, topic, client, words)), {
    class: "cite",
    "aria-label": name,
  });
}

function passage(citation, topic, client, words) {
  const parts = [topic, citation.source_id, citation.passage_id].map(encodeURIComponent);
  const context = `${client.address}/topics/${parts[0]}/sources/${parts[1]}#${parts[2]}`;
  const printed = citation.references.length ? `${words.printed} ${citation.references.join(", ")}. ` : "";
  return [
    el(citation.verbatim ? "blockquote" : "p", { class: "passage" }, citation.quote),
    el("p", { class: "quiet" }, `${origin(citation, words)} (${citation.kind}). ${printed}`),
    // A new tab, because leaving the page would end an answer that is still coming.
    el("p", {}, el("a", { href: context, target: "_blank", rel: "noopener" }, words.context)),
  ];
}

/** Returns questions as buttons that ask them, or null where there are none. */
export function suggestionsOf(title, questions, ask) {
  if (!questions.length) return null;
  const items = questions.map((question) => el("li", {}, button(question, () => ask(question), { class: "suggestion" })));
  return el("div", { class: "suggested" }, el("p", { class: "title" }, title), el("ul", { "aria-label": title }, ...items));
}

/** Returns what went wrong, what to do about it, and the button that does it. */
export function problemOf(text, places, again) {
  return el(
    "div",
    { class: "problem" },
    ...text.map((line, i) => el("p", {}, i === 0 ? el("strong", {}, line) : line)),
    ...places.map((place) => el("p", {}, `${place.path}: ${place.message}`)),
    again,
  );
}
