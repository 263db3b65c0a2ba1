// Talks to the service: streams an answer as it is made, or takes it whole where it cannot be streamed.

/** So long without a single byte, heartbeats included, means that nobody answers. */
const SILENCE_MS = 45_000;

/** A failure with a title, what to do, and the problem's status where the service told one. */
export class Refusal extends Error {
  constructor([title, detail], { status = 0, places = [] } = {}) {
    super(title);
    Object.assign(this, { detail, status, places });
  }
}

export class Client {
  constructor(address, words) {
    this.address = address.replace(/\/+$/, "");
    this.words = words;
    this.key = "";
  }

  /**
   * Asks a question and resolves with the whole answer.
   *
   * @param {object} body the request, as the contract has it
   * @param {(name: string, data: object) => void} hear called with each event before the last
   * @param {AbortSignal} signal aborts when the reader stops
   */
  async ask(body, hear, signal) {
    const watch = new Watch(signal);
    let heard = false;
    try {
      const reply = await this.#fetch("/v1/ask", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/json" },
        body: JSON.stringify(body),
        signal: watch.signal,
      });
      heard = true;
      if (!reply.ok) throw await this.#refused(reply);
      const streams = reply.body && (reply.headers.get("Content-Type") ?? "").startsWith("text/event-stream");
      if (!streams) return await reply.json();
      for await (const { name, data } of events(reply.body, watch)) {
        if (name === "done") return data;
        if (name === "error") throw refusalOf(data);
        hear(name, data);
      }
      throw new Refusal(this.words.broken);
    } catch (error) {
      throw this.#told(error, watch, heard);
    } finally {
      watch.end();
    }
  }

  /** Sends any other request; resolves with the JSON body, or null where there is none. */
  async send(method, path, body) {
    const watch = new Watch();
    try {
      const reply = await this.#fetch(path, {
        method,
        headers: body ? { "Content-Type": "application/json" } : {},
        body: body && JSON.stringify(body),
        signal: watch.signal,
      });
      if (!reply.ok) throw await this.#refused(reply);
      return reply.status === 204 ? null : await reply.json();
    } catch (error) {
      throw this.#told(error, watch, false);
    } finally {
      watch.end();
    }
  }

  #fetch(path, options) {
    if (this.key) options.headers["X-API-Key"] = this.key;
    return fetch(this.address + path, { ...options, credentials: "omit", cache: "no-store" });
  }

  async #refused(reply) {
    const isProblem = (reply.headers.get("Content-Type") ?? "").includes("problem+json");
    return isProblem ? refusalOf(await reply.json()) : new Refusal(this.words.odd, { status: reply.status });
  }

  #told(error, watch, heard) {
    if (error instanceof Refusal) return error;
    if (watch.silent) return new Refusal(this.words.late);
    if (error.name === "AbortError") return error;
    if (error instanceof SyntaxError) return new Refusal(this.words.odd);
    if (!(error instanceof TypeError)) return error;
    if (navigator.onLine === false) return new Refusal(this.words.offline);
    return new Refusal(heard ? this.words.broken : this.words.unreachable);
  }
}

function refusalOf(problem) {
  // A place that says no more than the problem itself is not told twice.
  const places = (problem.errors ?? []).filter((place) => place.message !== problem.detail);
  return new Refusal([problem.title, problem.detail], { status: problem.status, places });
}

/** Aborts when the reader stops, or when nothing was heard for too long. */
class Watch {
  #abort = new AbortController();
  #timer;

  constructor(outer) {
    this.silent = false;
    this.signal = this.#abort.signal;
    outer?.addEventListener("abort", () => this.#abort.abort());
    if (outer?.aborted) this.#abort.abort();
    this.heard();
  }

  heard() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.silent = true;
      this.#abort.abort();
    }, SILENCE_MS);
  }

  end() {
    clearTimeout(this.#timer);
  }
}

/** Yields the events of a stream, each with its name and its data. */
async function* events(body, watch) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    watch.heard();
    held += decoder.decode(value, { stream: true });
    const blocks = held.split("\n\n");
    held = blocks.pop();
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name && data) yield { name, data: JSON.parse(data) };
    }
  }
}
