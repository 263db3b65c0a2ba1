// <guideline-chat>: asks the service and shows its checked answers, in any page, from text alone.
//
// Attributes: topic, audience (fixed where it is given), address (of the service; this module's own origin where it
// is not), theme (light, dark), language (en, de).

import { actionsOf, button, citeButton, Panel, problemOf, suggestionsOf } from "./chat-actions.js";
import { answerOf, asked, nothingYet, summary, take } from "./chat-answer.js";
import { Case } from "./chat-case.js";
import { Client, Refusal } from "./chat-client.js";
import { composer } from "./chat-composer.js";
import { needsForm, needsList } from "./chat-needs.js";
import { picturesOf } from "./chat-pictures.js";
import { sheet } from "./chat-style.js";
import { wordsOf } from "./chat-words.js";
import { el } from "./dom.js";

const SLOW_MS = 5_000;

class GuidelineChat extends HTMLElement {
  static observedAttributes = ["topic", "audience", "address", "language"];

  #root = this.attachShadow({ mode: "open" });
  #case = null;
  #stopping = null;
  #last = Promise.resolve();

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#build();
  }

  disconnectedCallback() {
    this.#stopping?.abort();
  }

  attributeChangedCallback(name, before, now) {
    // Before it is first built there is nothing to change.
    if (!this.parts || !this.isConnected || before === now) return;
    if (name === "audience") this.#showAudience();
    else this.#build();
  }

  // ---------------------------------------------------------------------------------------------- what is on screen

  #build() {
    this.#stopping?.abort();
    this.words = wordsOf(this.getAttribute("language") ?? this.closest("[lang]")?.lang);
    this.client = new Client(this.getAttribute("address") || new URL(import.meta.url).origin, this.words);
    this.#case = new Case(this.client, this.getAttribute("topic"));
    this.panel = new Panel(this.words);
    this.parts = composer(this.words, {
      ask: (question) => this.ask(question),
      fresh: () => (this.#stopping?.abort(), this.#forgetHere(this.words.freshDone)),
      forget: () => this.#begin(() => this.#delete()),
      key: (key) => (this.client.key = key),
    });
    const { log, problem, form, examples, status } = this.parts;
    this.#root.replaceChildren(log, problem, form, examples, status, this.panel.element);
    this.#showAudience();
    const opened = this.#case;
    this.#begin(() => this.#open(opened));
  }

  #showAudience() {
    const { audience, reader } = this.parts;
    const fixed = this.getAttribute("audience");
    reader.hidden = fixed in this.words.audiences;
    if (reader.hidden) audience.value = fixed;
  }

  announce(text) {
    this.parts.status.textContent = text;
  }

  // ------------------------------------------------------------------------------------------------- asking

  /** Asks a question in the present case. `patient` holds structured facts that go with it. */
  ask(question, patient) {
    const topic = this.getAttribute("topic");
    const body = { question, audience: this.parts.audience.value };
    if (topic) body.topic = topic;
    if (patient) body.patient = patient;
    return this.#pose(body);
  }

  /** One question at a time: what is pressed while an answer is coming asks nothing. */
  #pose(body) {
    if (this.#stopping) return undefined;
    this.#stopping = new AbortController();
    this.parts.send.disabled = true;
    return this.#begin(() => this.#take(body)).finally(() => {
      this.#stopping = null;
      this.parts.send.disabled = false;
    });
  }

  async #take(body) {
    const { question } = body;
    const answer = nothingYet();
    const told = el("div");
    const stop = button(this.words.stop, () => this.#stopping?.abort(), { class: "second stop" });
    // As high as the screen at once, so that nothing on it is pushed away when the answer comes.
    const shown = el("article", { class: "turn fresh", "aria-busy": "true" }, asked(question, this.words), told, stop);
    this.parts.log.append(shown);
    const view = { words: this.words, cite: (c) => el("span", { class: "cite" }, `${c.n}`), needs: (a) => needsList(a, this.words) };
    const draw = () => told.replaceChildren(...answerOf(answer, view));
    draw();
    shown.scrollIntoView({ block: "start" });
    const slow = setTimeout(() => shown.querySelector(".pending")?.replaceChildren(this.words.slow), SLOW_MS);
    let due = 0;
    const hear = (name, data) => {
      take(answer, name, data);
      due ||= requestAnimationFrame(() => ((due = 0), draw()));
    };
    if (this.#case.id) body.conversation_id = this.#case.id;
    try {
      const whole = await this.client.ask(body, hear, this.#stopping.signal);
      cancelAnimationFrame(due);
      this.#finish(shown, question, whole);
      this.parts.question.value = "";
      this.announce(summary(whole, this.words));
    } catch (error) {
      cancelAnimationFrame(due);
      this.#unfinished(shown, answer, draw, error, () => (shown.remove(), this.#pose(body)));
      if (!this.parts.question.value.trim()) this.parts.question.value = question;
      if (error instanceof Refusal && error.status === 404) this.#forgetCase(body);
    } finally {
      clearTimeout(slow);
      stop.remove();
      shown.removeAttribute("aria-busy");
    }
  }

  #finish(shown, question, answer) {
    this.#keep(answer.conversation_id);
    // Only the last answer is asked further: facts filled in above it would be read as later than they are.
    for (const form of this.parts.log.querySelectorAll("form.needs, .suggested")) form.inert = true;
    const reask = ({ lines, patient }) =>
      this.ask([question, ...lines].join("\n"), Object.keys(patient).length ? patient : undefined);
    const view = {
      words: this.words,
      cite: (citation, { topic }) => citeButton(citation, topic, this),
      needs: (a) => needsForm(a, this.words, reask),
      pictures: (a) => picturesOf(a, this),
    };
    const next = suggestionsOf(this.words.next, answer.suggestions, (text) => this.ask(text));
    const body = el("div", {}, ...answerOf(answer, view), actionsOf({ question, answer }, this), next);
    shown.replaceChildren(asked(question, this.words), body);
    this.parts.examples.replaceChildren();
  }

  #unfinished(shown, answer, draw, error, again) {
    const stopped = error.name === "AbortError";
    if (!stopped && !(error instanceof Refusal)) throw error;
    const came = answer.findings.length > 0;
    shown.classList.remove("fresh");
    if (came) draw();
    else shown.replaceChildren(shown.firstElementChild);
    shown.querySelector(".pending")?.remove();
    const told = stopped ? new Refusal(["", this.words.stopped]) : error;
    shown.firstElementChild.after(this.#problem(told, again, came));
  }

  // ------------------------------------------------------------------------------------------------- the case

  async #open(opened) {
    const turns = opened.id ? await opened.turns() : [];
    const questions = turns?.length ? [] : await this.#examples();
    // Built anew in the meantime: what came belongs to what is no longer shown.
    if (opened !== this.#case) return;
    if (turns === null) this.#forgetHere(this.words.ended);
    for (const { question, answer } of turns ?? []) {
      const shown = el("article", { class: "turn" });
      this.parts.log.append(shown);
      this.#finish(shown, question, answer);
    }
    const examples = suggestionsOf(this.words.suggested, questions, (text) => this.ask(text));
    this.parts.examples.replaceChildren(...(examples ? [examples] : []));
  }

  /** A page may list questions of its own inside the element; else the topic's are shown. */
  async #examples() {
    const listed = [...this.querySelectorAll("li")].map((item) => item.textContent.trim());
    if (listed.length) return listed;
    const topic = this.getAttribute("topic");
    const { topics } = await this.client.send("GET", "/v1/topics");
    const own = topic ? topics.find((t) => t.id === topic) : topics[0];
    if (topic && !own) throw new Refusal(this.words.noTopic);
    return own?.suggested_questions ?? [];
  }

  async #delete() {
    await this.#case.delete();
    this.#forgetHere(this.words.forgotten);
  }

  #forgetHere(said) {
    this.#keep(null);
    this.parts.log.replaceChildren();
    this.parts.problem.replaceChildren(el("p", { class: "quiet" }, said));
    this.announce(said);
    this.parts.question.focus();
  }

  #forgetCase(body) {
    if (!body.conversation_id) return;
    delete body.conversation_id;
    this.#keep(null);
  }

  #keep(id) {
    this.#case.keep(id);
    this.parts.fresh.hidden = this.parts.forget.hidden = id === null;
  }

  // ------------------------------------------------------------------------------------------------- when it fails

  /** Does one thing after the other; tells what fails and offers it again. */
  #begin(work) {
    // A defect in one piece of work must not keep the next from being done.
    this.#last = this.#last.catch(() => {}).then(async () => {
      this.parts.problem.replaceChildren();
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.parts.problem.replaceChildren(this.#problem(error, () => this.#begin(work), false));
      }
    });
    return this.#last;
  }

  #problem(error, again, came) {
    const { keyRow, key } = this.parts;
    if (error.status === 401) {
      keyRow.hidden = false;
      key.focus();
    }
    const text = [came ? this.words.incomplete : "", error.message, error.detail].filter(Boolean);
    this.announce(text.join(" "));
    return problemOf(text, error.places, button(this.words.retry, again));
  }
}

customElements.define("guideline-chat", GuidelineChat);
