/* The list below the search box: options, of which one may be active. What is chosen is the combobox's to say. */

import { element } from "./elements.js";

/** A closed list with no options. `chosen` is called with the option that is clicked. */
export class Listbox {
  #element;
  #options = [];
  #active = -1;

  constructor(id, label, chosen) {
    this.#element = element("ul", { id, role: "listbox", class: "options", "aria-label": label, hidden: true });
    // A click on the list leaves the focus, and with it the keyboard of a phone, in the box.
    this.#element.addEventListener("mousedown", (event) => event.preventDefault());
    this.#element.addEventListener("click", (event) => {
      const at = [...this.#element.children].indexOf(event.target.closest("[role=option]"));
      if (at >= 0) {
        chosen(this.#options[at]);
      }
    });
  }

  get element() {
    return this.#element;
  }

  get isOpen() {
    return !this.#element.hidden;
  }

  /** The active option; undefined where none is. */
  get active() {
    return this.#options[this.#active];
  }

  /** The id of its element; empty where there is none. */
  get activeId() {
    return this.#element.children[this.#active]?.id ?? "";
  }

  /** Shows options, none of them active: each a `text`, the `pieces` it is shown in, a `label` and a `language`. */
  open(options) {
    this.#options = options;
    this.#element.replaceChildren(...options.map((option, at) => this.#row(option, at)));
    this.#element.scrollTop = 0;
    this.#element.hidden = false;
    this.activate(-1);
  }

  close() {
    this.#element.hidden = true;
    this.activate(-1);
  }

  /** Makes the option at a place active, or none. */
  activate(at) {
    this.#active = at;
    for (const [place, row] of [...this.#element.children].entries()) {
      row.setAttribute("aria-selected", String(place === at));
    }
    this.#element.children[at]?.scrollIntoView({ block: "nearest" });
  }

  /** Goes on (1) or back (-1), by way of none, which stands between the last and the first. */
  move(step) {
    const places = this.#options.length + 1;
    this.activate(((this.#active + 1 + step + places) % places) - 1);
  }

  #row({ pieces, label, language }, at) {
    const marked = pieces.map(({ text, typed }) => (typed ? element("span", { class: "typed" }, text) : text));
    return element(
      "li",
      { role: "option", id: `${this.#element.id}-${at}`, "aria-selected": "false" },
      element("span", { class: "what", lang: language }, ...marked),
      " ",
      element("small", {}, label),
    );
  }
}
