// Turns an answer, complete or still coming, into elements: what the rules found first, then what the sources say.

import { block, el, list } from "./dom.js";

/** Returns an answer of which nothing has come yet. */
export function nothingYet() {
  return {
    id: null, topic: null, status: null, findings: [], missing: [], sections: [], disagreements: [], citations: [],
    facts: [], not_addressed: [], suggestions: [], safety: { changes: [] }, review: null, disclaimer: "",
  };
}

/** Adds one event of a stream to an answer that is still coming. */
export function take(answer, name, data) {
  if (name === "accepted") answer.id = data.id;
  else if (name === "finding") answer.findings.push(data);
  else if (name === "missing") answer.missing.push(data);
  else if (name === "section") answer.sections.splice(data.index, 0, { heading: data.heading, statements: [] });
  else if (name === "statement") answer.sections[data.section].statements.push(data);
  else if (name === "disagreement") answer.disagreements.push(data);
  else if (name === "citation") answer.citations.push(data);
}

/** Returns the question of a turn. A long one is as high as some lines, so that its answer is in view, and scrolled by key too. */
export function asked(question, words) {
  const reach = question.length > 300 ? { tabindex: "0" } : {};
  return el("p", { class: "asked", ...reach }, el("span", { class: "unseen" }, `${words.you}: `), question);
}

/**
 * Returns the elements of an answer.
 *
 * @param {object} answer
 * @param {object} view words, `cite(citation)` that makes a button, `needs` that takes missing facts, and
 *   `pictures` of a whole answer
 */
export function answerOf(answer, { words, cite, needs, pictures }) {
  const say = { words, cites: citer(answer, words, cite), pressing: answer.findings.some(presses) };
  const whole = answer.status !== null;
  const urgent = answer.status === "emergency" || answer.findings.some((f) => f.action === "emergency");
  const title = urgent ? words.status.emergency : whole ? words.status[answer.status] : words.working;
  const heading = el("h3", { class: whole || urgent ? "" : "pending" }, title);
  const said = answer.sections.flatMap((section) => sectionOf(section, say));
  const found = answer.findings.map((finding) => findingOf(finding, say));
  if (whole && !found.length && answer.status === "answered") found.push(el("p", { class: "quiet" }, words.nothingFound));
  return [
    ...(urgent ? [el("div", { class: "emergency" }, heading, ...said)] : [heading]),
    ...block(words.found, ...found),
    ...(answer.pictures ? [pictures(answer)] : []),
    ...(answer.missing.length ? [needs(answer)] : []),
    ...(urgent ? [] : said),
    ...block(words.disagree, ...answer.disagreements.flatMap((d) => disagreementOf(d, say))),
    ...block(words.notAddressed, list("ul", answer.not_addressed)),
    ...[changes(answer, words), readFacts(answer.facts, words), allSources(answer, say)].filter(Boolean),
    ...(whole ? [footing(answer, words)] : []),
  ];
}

/** Says in one sentence what came, for those who hear the page. */
export function summary(answer, words) {
  const counts = [
    words.findings(answer.findings.length),
    words.facts(answer.missing.length),
    words.citations(answer.citations.length),
  ];
  const [first] = answer.findings;
  return `${words.status[answer.status]}. ${counts.join(", ")}.${first ? ` ${first.headline ?? first.message}` : ""}`;
}

/** Says where a passage comes from: a summary is called one, and only an issuer's own words are quoted. */
export function origin(citation, words) {
  const lead = citation.verbatim ? words.verbatim : words.summarised;
  return [`${lead} ${citation.title}`, citation.publisher, citation.published].filter(Boolean).join(", ");
}

function citer(answer, words, cite) {
  const held = new Map(answer.citations.map((citation) => [citation.n, citation]));
  // While the answer is coming, what a number stands for is not known yet: it is shown, and cannot be pressed.
  return (numbers) =>
    numbers.map((n) => (held.has(n) ? cite(held.get(n), answer) : el("span", { class: "cite" }, `${n}`)));
}

function findingOf(finding, { words, cites, pressing }) {
  const { severity, headline } = finding;
  // What can wait is one line until it is opened, so that what cannot is seen at once.
  const folds = headline && pressing && !presses(finding);
  const lead = [el("span", { class: "severity" }, words.severity[severity]), " ", headline ?? ""];
  const text = detail(finding);
  // What the message says in its own words, and no line is held against, is not said twice.
  const shown = finding.because.filter((fact) => fact.limit || !text.includes(measured(fact)));
  const sums = shown.map((fact) => el("li", {}, because(fact, words)));
  const arithmetic = sums.length ? el("ul", { class: "arithmetic" }, ...sums) : null;
  const told = el("p", {}, text, " ", ...cites(finding.citations));
  return el(
    folds ? "details" : "div",
    { class: `finding ${severity}` },
    el(folds ? "summary" : "p", { class: "lead" }, ...lead),
    // Where no line says what it calls for, the message does, and comes before the figures.
    ...(headline ? [arithmetic, told] : [told, arithmetic]),
  );
}

function presses({ severity }) {
  return severity === "critical" || severity === "high";
}

/** Returns a message without the facts that stand above it, each with its arithmetic. */
function detail({ headline, message, because: facts }) {
  const told = [...new Set(facts.map(measured))].join("; ");
  if (!headline || !told) return message;
  const begins = message.toLowerCase().startsWith(told.toLowerCase());
  const rest = begins ? message.slice(told.length).replace(/^[\s.:;]+/, "") : message.replace(` (${told})`, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function measured({ fact, value, unit, computed }) {
  const figure = typeof value === "string" ? [`("${value}")`] : [value, unit];
  return [fact, ...(computed ? [computed] : figure)].filter((part) => part !== null && part !== "").join(" ");
}

function because(fact, words) {
  const limit = fact.limit ? `, ${words.against} ${fact.limit}` : "";
  return measured(fact) + limit + (fact.from === "question" ? "" : ` (${words.from[fact.from]})`);
}

function sectionOf(section, { words, cites }) {
  const made = (kind) => (words.origin[kind] ? el("span", { class: "quiet" }, ` ${words.origin[kind]}`) : "");
  return block(
    section.heading,
    list("ul", section.statements.map((s) => [s.text, " ", ...cites(s.citations), made(s.origin)])),
  );
}

function disagreementOf(disagreement, { words, cites }) {
  return [
    el("p", {}, `${words.about} ${disagreement.about.replace(/\.$/, "")}:`),
    list("ul", disagreement.positions.map((position) => [position.text, " ", ...cites(position.citations)])),
  ];
}

/** Returns what is shown when somebody opens it. */
export function folded(title, content) {
  return el("details", {}, el("summary", {}, title), content);
}

function changes(answer, words) {
  if (!answer.safety.changes.length) return null;
  // What was taken out must not be read as advice: it is struck through, and not shown to patients at all.
  const toPatient = answer.audience === "patient";
  const shown = answer.safety.changes.map((change) => {
    const told = `${words.outcome[change.outcome]} (${change.rule}): ${change.reason} `;
    if (change.outcome === "added") return [told, change.statement];
    return [told, toPatient ? "" : el("s", {}, change.statement)];
  });
  return folded(words.changed, list("ul", shown));
}

function readFacts(facts, words) {
  if (!facts.length) return null;
  const shown = facts.map((fact) => {
    const value = [fact.value, fact.unit].filter((part) => part !== null).join(" ");
    return [`${fact.fact} ${value}`.trim(), words.from[fact.from], fact.converted].filter(Boolean).join(", ");
  });
  return folded(words.read, list("ul", shown));
}

function allSources(answer, { words, cites }) {
  if (!answer.citations.length || answer.status === null) return null;
  const entries = answer.citations.map((c) => [...cites([c.n]), ` ${origin(c, words)} · ${c.section}`]);
  return folded(words.sources, list("ul", entries));
}

function footing({ review, disclaimer }, words) {
  const plain = (state) => state.replaceAll("-", " ");
  const states = review.source_review
    ? `${words.ownReview}: ${plain(review.source_review)}. ${words.ourReview}: ${plain(review.topic_review)}. ` +
      `${words.updated} ${review.updated}. `
    : "";
  return el("p", { class: "quiet footing" }, `${states}${review.notice} ${disclaimer}`);
}

/** Returns an answer as plain text with its citations, to be pasted into a letter or a record. */
export function asText(question, answer, words, receipt) {
  const marks = (numbers) => (numbers.length ? ` ${numbers.map((n) => `[${n}]`).join("")}` : "");
  const lines = [question, "", words.status[answer.status], ""];
  for (const f of answer.findings) {
    const headline = f.headline ? `${f.headline}. ` : "";
    lines.push(`- ${words.severity[f.severity]}: ${headline}${f.message}${marks(f.citations)}`);
    for (const fact of f.because) lines.push(`    ${because(fact, words)}`);
  }
  if (answer.missing.length) lines.push("", `${words.needed}:`, ...answer.missing.map((m) => `- ${m.fact}: ${m.why}`));
  for (const section of answer.sections) {
    lines.push("", section.heading, ...section.statements.map((s) => `- ${s.text}${marks(s.citations)}`));
  }
  for (const d of answer.disagreements) {
    lines.push("", `${words.disagree}: ${d.about}`, ...d.positions.map((p) => `- ${p.text}${marks(p.citations)}`));
  }
  if (answer.not_addressed.length) lines.push("", `${words.notAddressed}:`, ...answer.not_addressed.map((n) => `- ${n}`));
  lines.push("", `${words.sources}:`);
  for (const c of answer.citations) lines.push(`[${c.n}] ${origin(c, words)} · ${c.section}. ${c.url ?? ""}`.trim());
  lines.push("", `${answer.review.notice} ${answer.disclaimer}`, receipt);
  return lines.join("\n");
}
