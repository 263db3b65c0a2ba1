// The case that a widget is in. Only its id is kept, in this tab: what was said is kept by the service.

import { Refusal } from "./chat-client.js";

export class Case {
  /** Takes up the case that this tab was in before a reload, if there was one. */
  constructor(client, topic) {
    this.client = client;
    this.place = `guideline-chat ${client.address} ${topic ?? ""}`;
    this.id = null;
    try {
      this.id = sessionStorage.getItem(this.place);
    } catch {
      // A page may forbid storage; then a case ends with the page.
    }
  }

  keep(id) {
    this.id = id;
    try {
      if (id === null) sessionStorage.removeItem(this.place);
      else sessionStorage.setItem(this.place, id);
    } catch {
      // As above.
    }
  }

  /** Resolves with the turns and their answers, or null where the service has the case no longer: then it has ended. */
  async turns() {
    try {
      const { turns } = await this.client.send("GET", this.#path);
      const answers = turns.map((turn) => this.client.send("GET", `/v1/answers/${encodeURIComponent(turn.answer_id)}`));
      const whole = await Promise.all(answers);
      return turns.map(({ question }, i) => ({ question, answer: whole[i] }));
    } catch (error) {
      return this.#gone(error);
    }
  }

  /** Deletes the case with all of its answers, here and at the service. */
  async delete() {
    try {
      await this.client.send("DELETE", this.#path);
    } catch (error) {
      this.#gone(error);
    }
    this.keep(null);
  }

  get #path() {
    return `/v1/conversations/${encodeURIComponent(this.id)}`;
  }

  #gone(error) {
    if (!(error instanceof Refusal) || error.status !== 404) throw error;
    this.keep(null);
    return null;
  }
}
