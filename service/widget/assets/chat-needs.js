// Shows missing facts as fields, and turns what was filled in into the parts of the next question.

import { el } from "./dom.js";

const LAB = /^patient\.labs\[\d+\]\.(value|unit|upper_limit|baseline)$/;
const FIGURE = "\\s*[0-9]+(\\.[0-9]+)?\\s*";

/**
 * Returns a form of the facts that an answer still needs.
 *
 * @param {object} answer
 * @param {object} words
 * @param {(added: {lines: string[], patient: object}) => void} reask
 */
export function needsForm(answer, words, reask) {
  const rows = answer.missing.map((need, i) => rowOf(need, i, answer, words));
  const told = el("p", { class: "quiet", role: "alert" });
  const form = el(
    "form",
    { class: "needs" },
    el("h4", {}, words.needed),
    el("p", { class: "quiet" }, words.neededHint),
    ...rows.map((row) => row.element),
    told,
    el("button", { type: "submit", class: "second" }, words.reask),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const added = { lines: [], patient: {} };
    for (const row of rows) row.add(added);
    if (added.lines.length || Object.keys(added.patient).length) reask(added);
    else told.textContent = words.nothingFilled;
  });
  return form;
}

/** Returns missing facts as a list, where they cannot be filled in: while the answer comes, or in an earlier turn. */
export function needsList(answer, words) {
  return el("div", {}, el("h4", {}, words.needed), el("ul", {}, ...answer.missing.map((m) => el("li", {}, `${m.fact}: ${m.why}`))));
}

function rowOf(need, index, answer, words) {
  const [, field] = LAB.exec(need.path) ?? [];
  const fields =
    need.path === "patient.symptoms" ? signs(index, words) : field ? lab(need, field, index, answer, words) : said(need, index, words);
  const why = el("details", {}, el("summary", {}, need.fact), el("p", { class: "quiet" }, need.why));
  const group = el("div", { class: "need", role: "group", "aria-label": need.fact }, why, el("div", { class: "row" }, ...fields.elements));
  return { element: group, add: fields.add };
}

/** Returns a labelled input; `figure` takes nothing but a number with a point. */
function input(name, label, words, { figure = false, value = "", kind = "" } = {}) {
  const checked = figure ? { inputmode: "decimal", pattern: FIGURE, title: words.notFigure } : {};
  const box = el("input", { id: name, class: kind, autocomplete: "off", maxlength: "200", ...checked });
  box.value = value;
  return { box, element: el("div", { class: "field" }, el("label", { for: name }, label), box) };
}

function lab(need, field, index, answer, words) {
  const known = latest(need.fact, answer.facts);
  const analyte = known?.fact ?? need.fact;
  const figure = input(`need-${index}-value`, words.value, words, { figure: true, kind: "figure" });
  const unit = input(`need-${index}-unit`, words.unit, words, { value: known?.unit ?? "", kind: "unit" });
  const limit = input(`need-${index}-limit`, words.limit, words, { figure: true, kind: "figure" });
  const shown = { value: [figure, unit, limit], unit: [unit] }[field] ?? [figure, unit];
  const held = () => ({ analyte, value: known.value, unit: known.unit });
  const result = () => {
    const measure = figure.box.value.trim();
    const of = unit.box.value.trim() || null;
    if (field === "unit") return of && of !== known?.unit ? { ...held(), unit: of } : null;
    if (!measure) return null;
    if (field !== "value") return { ...held(), [field]: Number(measure), [`${field}_unit`]: of };
    const above = limit.box.value.trim();
    return { analyte, value: Number(measure), unit: of, ...(above ? { upper_limit: Number(above) } : {}) };
  };
  // A result that was only described, not measured, cannot be repeated as a figure: then the limit is said in words.
  const sayable = field === "value" || typeof known?.value === "number";
  return {
    elements: shown.map((one) => one.element),
    add(added) {
      if (!sayable) return saidIn(added, need, figure.box, unit.box);
      const one = result();
      if (one) merge((added.patient.labs ??= []), one);
    },
  };
}

/** One result of an analyte, however many of its fields were filled in. */
function merge(labs, one) {
  const same = labs.find((lab) => lab.analyte === one.analyte && lab.value === one.value);
  if (same) Object.assign(same, one);
  else labs.push(one);
}

/** Returns the last reading of the analyte that a missing fact names, or undefined. */
function latest(words, facts) {
  const named = facts.filter((f) => words === f.fact || words.endsWith(` ${f.fact}`));
  return named.filter((f) => f.fact.length === Math.max(...named.map((n) => n.fact.length))).at(-1);
}

function signs(index, words) {
  const name = `need-${index}`;
  const choice = el(
    "select",
    { id: name },
    el("option", { value: "" }, words.notKnown),
    el("option", { value: "none" }, words.none),
    el("option", { value: "some" }, words.present),
  );
  const which = input(`${name}-which`, words.present, words);
  which.element.hidden = true;
  choice.addEventListener("change", () => (which.element.hidden = choice.value !== "some"));
  return {
    elements: [el("div", { class: "field" }, el("label", { for: name }, words.value), choice), which.element],
    add(added) {
      if (choice.value === "none") added.lines.push("No symptoms.");
      else if (choice.value === "some" && which.box.value.trim()) added.lines.push(`Symptoms: ${which.box.value.trim()}.`);
    },
  };
}

function said(need, index, words) {
  const value = input(`need-${index}-value`, words.value, words);
  const unit = input(`need-${index}-unit`, words.unit, words, { kind: "unit" });
  return { elements: [value.element, unit.element], add: (added) => saidIn(added, need, value.box, unit.box) };
}

function saidIn(added, need, value, unit) {
  const told = [value.value, unit.value].map((part) => part.trim()).filter(Boolean).join(" ");
  if (value.value.trim()) added.lines.push(`${need.fact}: ${told}.`);
}
