// Elements of tiles. Text is always written as text, never as markup.

export const svgSpace = 'http://www.w3.org/2000/svg';

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  node.append(...children.filter(c => c !== null && c !== undefined));
  return node;
}

export function shape(name, attributes = {}, text) {
  const node = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/** A link, or plain text where there is nowhere to go. */
export const link = (href, attributes, ...children) => element(href ? 'a' : 'span', { ...attributes, href }, ...children);

/** Draws anew and keeps the focus of the person who is in it. */
export function redraw(body, ...content) {
  const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  body.replaceChildren(...content.filter(c => c !== null && c !== undefined));
  if (key) body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
