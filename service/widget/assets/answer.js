// Turns a checked answer into elements: what the rules found first, then what the sources say.

import { block, el, list } from "./dom.js";
import { citeButton, origin } from "./passage.js";

const STATUS = {
  answered: "Answered from the sources",
  not_covered: "Not covered by the sources",
  withheld: "Withheld: a safe answer could not be given",
  emergency: "This may be an emergency",
};
const SAID_IN = {
  question: "from your question",
  history: "from earlier in this case",
  patient: "from the structured facts",
  assumed: "assumed",
};
const MADE = {
  quote: "",
  rule: "computed from the figures given",
  model: "worded by a language model, then checked",
};
const OUTCOME = { removed: "Removed", replaced: "Replaced", added: "Added" };

/** Returns the elements of one turn: the question and its answer. */
export function turn(question, answer) {
  const cite = citer(answer);
  const urgent = answer.status === "emergency";
  const heading = el("h3", { tabindex: "-1" }, STATUS[answer.status]);
  const instruction = answer.sections.flatMap((section) => sectionOf(section, cite));
  return el(
    "article",
    { class: "turn" },
    el("p", { class: "asked" }, question),
    urgent ? el("div", { class: "emergency" }, heading, ...instruction) : heading,
    ...block("What the rules find", ...answer.findings.map((finding) => findingOf(finding, cite))),
    ...block("Still needed", list("ul", answer.missing.map((need) => `${need.fact}: ${need.why}`))),
    ...(urgent ? [] : instruction),
    ...block("Where the sources disagree", ...answer.disagreements.flatMap((d) => disagreementOf(d, cite))),
    ...block("Not addressed", list("ul", answer.not_addressed)),
    changes(answer),
    ...block("You may also ask", list("ul", answer.suggestions)),
    readFacts(answer.facts),
    allSources(answer, cite),
    footing(answer),
  );
}

/** Says in one sentence what came, for those who hear the page. */
export function summary(answer) {
  const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;
  return [
    `${STATUS[answer.status]}.`,
    `${count(answer.findings.length, "finding", "findings")},`,
    `${count(answer.missing.length, "fact", "facts")} still needed,`,
    `${count(answer.citations.length, "citation", "citations")}.`,
  ].join(" ");
}

function citer(answer) {
  const held = new Map(answer.citations.map((citation) => [citation.n, citation]));
  return (numbers) => numbers.map((n) => citeButton(held.get(n), answer.topic));
}

function findingOf(finding, cite) {
  const sums = finding.because.map((fact) => el("p", { class: "arithmetic" }, because(fact)));
  return el(
    "div",
    { class: `finding ${finding.severity}` },
    el("p", {}, el("span", { class: "severity" }, finding.severity), " ", finding.message, " ", ...cite(finding.citations)),
    ...sums,
  );
}

function because(fact) {
  const value = [fact.value, fact.unit].filter((part) => part !== null).join(" ");
  const parts = [`${fact.fact} ${value}`.trim(), `(${SAID_IN[fact.from]})`];
  if (fact.limit) parts.push(`against ${fact.limit}`);
  if (fact.computed) parts.push(`· ${fact.computed}`);
  return parts.join(" ");
}

function sectionOf(section, cite) {
  return block(
    section.heading,
    list("ul", section.statements.map((statement) => [
      statement.text,
      " ",
      ...cite(statement.citations),
      MADE[statement.origin] ? el("span", { class: "quiet origin" }, ` ${MADE[statement.origin]}`) : "",
    ])),
  );
}

function disagreementOf(disagreement, cite) {
  return [
    el("p", {}, `About ${disagreement.about}:`),
    list("ul", disagreement.positions.map((position) => [position.text, " ", ...cite(position.citations)])),
  ];
}

function changes(answer) {
  if (!answer.safety.changes.length) return null;
  // What was taken out must not be read as advice: it is struck through, and not shown to patients at all.
  const toPatient = answer.audience === "patient";
  const shown = answer.safety.changes.map((change) => {
    const told = `${OUTCOME[change.outcome]} by the rule ${change.rule}: ${change.reason} `;
    if (change.outcome === "added") return [told, change.statement];
    return [told, toPatient ? "" : el("s", {}, change.statement)];
  });
  return el("details", {}, el("summary", {}, "Changed by the safety check"), list("ul", shown));
}

function readFacts(facts) {
  if (!facts.length) return null;
  const shown = facts.map((fact) => {
    const value = [fact.value, fact.unit].filter((part) => part !== null).join(" ");
    return [`${fact.fact} ${value}`.trim(), SAID_IN[fact.from], fact.converted].filter(Boolean).join(", ");
  });
  return el("details", {}, el("summary", {}, "What was read from the case"), list("ul", shown));
}

function allSources(answer, cite) {
  if (!answer.citations.length) return null;
  const entries = answer.citations.map((citation) => [
    ...cite([citation.n]),
    ` ${origin(citation)} · ${citation.section}`,
  ]);
  return el("details", {}, el("summary", {}, "Sources of this answer"), list("ul", entries));
}

function footing(answer) {
  const review = answer.review;
  const plain = (state) => state.replaceAll("-", " ");
  const states = review.source_review
    ? `Source’s own review: ${plain(review.source_review)}. Our review: ${plain(review.topic_review)}. ` +
      `Updated ${review.updated}. `
    : "";
  return el("p", { class: "quiet" }, `${states}${review.notice} ${answer.disclaimer}`);
}
