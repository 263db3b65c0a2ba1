// Builds elements out of text alone: there is no way to put markup through here.

/**
 * Returns an element. Attributes are set as they are; children are elements or text.
 *
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Returns a list, or null when it would be empty. */
export function list(tag, items) {
  return items.length ? el(tag, {}, ...items.map((item) => el("li", {}, ...[item].flat()))) : null;
}

/** Returns a heading and what stands under it, or nothing when there is nothing. */
export function block(heading, ...parts) {
  const held = parts.filter((part) => part !== null);
  return held.length ? [el("h4", {}, heading), ...held] : [];
}
