// Shows the pictures of an answer, which the service draws. They come with the answer, so that opening them moves nothing
// later than the press that opened them.

import { folded } from "./chat-answer.js";
import { block, el, list } from "./dom.js";

/** Returns what opens the pictures of an answer. */
export function picturesOf(answer, { client, words }) {
  const inside = el("div", {});
  const made = folded(words.pictures, inside);
  const path = `/answers/${encodeURIComponent(answer.id)}`;
  let asked = false;
  const load = async () => {
    if (asked) return;
    asked = true;
    try {
      const { pictures, calendar } = await client.send("GET", `/v1${path}/pictures`);
      const shown = pictures.flatMap(({ title, drawn, tables, notes }) =>
        block(
          title,
          drawn && built(drawn),
          list("ul", notes),
          tables[0] ? folded(words.table, el("div", { class: "scroll", tabindex: "0" }, ...tables.map((tree) => built(tree)))) : null,
        ),
      );
      const link = { href: `${client.address}${path}#picture-schedule`, target: "_blank", rel: "noopener" };
      inside.replaceChildren(...shown, calendar ? el("a", link, words.calendar) : "");
    } catch (error) {
      if (error.detail === undefined) throw error;
      inside.replaceChildren(el("p", {}, `${error.message}. ${error.detail}`));
      asked = false;
    }
  };
  // Closed and opened again, they are asked for again where they did not come.
  made.addEventListener("toggle", load);
  load();
  return made;
}

/** Builds a tree of the service: a tag, its attributes, and then text and trees. */
function built([tag, attributes, ...children], space = attributes.xmlns ?? document.documentElement.namespaceURI) {
  const made = document.createElementNS(space, tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children.map((child) => (typeof child === "string" ? child : built(child, space))));
  return made;
}
