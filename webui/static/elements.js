/* Elements from plain values: texts become text nodes and nothing else, whatever they hold. */

/** An element with attributes (true for one without a value; false and undefined for none) and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) {
      made.setAttribute(attribute, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/** A button that does something here; it sends no form. */
export function button(attributes, text, act) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}
