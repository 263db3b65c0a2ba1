// The question box: asks, shows the checked answer, and keeps the case until the reader ends it.

import { summary, turn } from "./answer.js";
import { el } from "./dom.js";

const WAIT_MS = 120_000;
const $ = (id) => document.getElementById(id);
const form = $("question-form");
const question = $("question");
const answers = $("answers");
let conversation = null;

form.hidden = false;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = question.value;
  if (!text.trim()) {
    question.focus();
    return;
  }
  begin();
  try {
    const reply = await send("POST", form.getAttribute("action"), {
      question: text,
      topic: form.dataset.topic,
      audience: $("audience").value,
      ...(conversation ? { conversation_id: conversation } : {}),
    });
    if (reply.ok) show(text, await reply.json());
    else await refuse(reply);
  } catch (error) {
    unreachable(error);
  } finally {
    end();
  }
});

// A line break needs a modifier in many chats; here Enter stays a line break, and this sends.
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

for (const button of document.querySelectorAll(".suggestion")) {
  button.addEventListener("click", () => {
    question.value = button.textContent;
    question.focus();
  });
}

$("fresh").addEventListener("click", () => forgetHere("A new case: nothing of the last one is carried on."));

$("forget").addEventListener("click", async () => {
  begin();
  try {
    const reply = await send("DELETE", `/v1/conversations/${encodeURIComponent(conversation)}`);
    if (reply.ok || reply.status === 404) {
      answers.replaceChildren();
      forgetHere("The case and all of its answers are deleted.");
    } else await refuse(reply);
  } catch (error) {
    unreachable(error);
  } finally {
    end();
  }
});

function send(method, address, body) {
  const headers = {};
  if (body) headers["Content-Type"] = "application/json";
  if ($("key").value) headers["X-API-Key"] = $("key").value;
  return fetch(address, {
    method,
    headers,
    body: body ? JSON.stringify(body) : undefined,
    signal: AbortSignal.timeout(WAIT_MS),
  });
}

function show(text, answer) {
  conversation = answer.conversation_id;
  const shown = turn(text, answer);
  answers.append(shown);
  question.value = "";
  $("fresh").hidden = false;
  $("forget").hidden = false;
  announce(summary(answer));
  shown.scrollIntoView({ block: "start" });
}

async function refuse(reply) {
  const isProblem = (reply.headers.get("Content-Type") ?? "").includes("problem+json");
  const problem = isProblem ? await reply.json() : { title: "Not answered", detail: "Try again in a moment." };
  const places = (problem.errors ?? []).map((place) => el("p", {}, `${place.path}: ${place.message}`));
  tell(problem.title, problem.detail, ...places);
  if (reply.status === 401) {
    $("key-row").hidden = false;
    $("key").focus();
  }
  if (reply.status === 404 && conversation) forgetHere("The case has ended. Ask again to start a new one.");
}

function unreachable(error) {
  if (error.name === "TimeoutError") tell("No answer in time", "Ask again, with fewer words if it was long.");
  else if (error instanceof TypeError) tell("The service cannot be reached", "Check that it runs, then ask again.");
  else throw error;
}

function tell(title, detail, ...more) {
  $("problem").replaceChildren(
    el("div", { class: "problem" }, el("p", {}, el("strong", {}, title)), el("p", {}, detail), ...more),
  );
}

function announce(text) {
  $("announce").textContent = text;
}

function begin() {
  $("problem").replaceChildren();
  $("send").disabled = true;
  answers.setAttribute("aria-busy", "true");
  announce("Reading, checking, looking up …");
}

function end() {
  $("send").disabled = false;
  answers.setAttribute("aria-busy", "false");
  if ($("problem").hasChildNodes()) announce("");
}

function forgetHere(said) {
  conversation = null;
  $("fresh").hidden = true;
  $("forget").hidden = true;
  announce(said);
  question.focus();
}
