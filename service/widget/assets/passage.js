// Shows the passage behind a citation in a dialog that opens and closes by key, pointer and touch.

import { el } from "./dom.js";

const dialog = document.getElementById("passage");
const title = document.getElementById("passage-title");
const body = document.getElementById("passage-body");

document.getElementById("passage-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

/** Returns a button that opens one citation. */
export function citeButton(citation, topic) {
  const name = `Citation ${citation.n}: ${citation.title}, ${citation.section}`;
  const button = el("button", { type: "button", class: "cite", "aria-label": name }, `${citation.n}`);
  button.addEventListener("click", () => open(citation, topic));
  return button;
}

/** Says where a passage comes from: a summary is called one, and only an issuer's own words are quoted. */
export function origin(citation) {
  const lead = citation.verbatim ? "From" : "As summarised from";
  return [`${lead} ${citation.title}`, citation.publisher, citation.published].filter(Boolean).join(", ");
}

function open(citation, topic) {
  title.textContent = `${citation.n}. ${citation.section}`;
  const printed = citation.references.length
    ? el("p", { class: "quiet" }, `Reference numbers as the source prints them: ${citation.references.join(", ")}`)
    : null;
  body.replaceChildren(
    el("p", { class: "badges" }, el("span", { class: "badge" }, citation.kind)),
    citation.verbatim ? el("blockquote", {}, citation.quote) : el("p", { class: "passage" }, citation.quote),
    el("p", { class: "quiet" }, `${origin(citation)}.`),
    ...(printed ? [printed] : []),
    // A new tab, because leaving the page would end the case.
    el("p", {}, el("a", { href: address(citation, topic), target: "_blank", rel: "noopener" }, "Open it in its context (new tab)")),
  );
  dialog.showModal();
}

function address(citation, topic) {
  const parts = [topic, citation.source_id, citation.passage_id].map(encodeURIComponent);
  return `/topics/${parts[0]}/sources/${parts[1]}#${parts[2]}`;
}
