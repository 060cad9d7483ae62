/* The search box as a combobox (ARIA 1.2, list autocomplete with manual selection): it offers and never chooses.

   While an input method composes, nothing is asked and no key is taken: its letters are no query yet, and its
   keys are its own. */

import { latest, pause } from "./latest.js";
import { Listbox } from "./listbox.js";
import { announce, phrase } from "./phrases.js";
import { offer } from "./suggestions.js";

const TYPING_PAUSE = 120;
const RESTING_PAUSE = 600;

/** Makes a combobox of the search box of the page. */
export function startCombobox() {
  const box = document.querySelector("#q");
  if (box) {
    new Combobox(box);
  }
}

class Combobox {
  #box;
  #list;
  #leftWindow = false;
  #begin = latest();

  constructor(box) {
    this.#box = box;
    this.#list = new Listbox("options", phrase("options"), (option) => this.#choose(option));
    box.after(this.#list.element);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.#list.element.id };
    for (const [name, value] of Object.entries({ ...attributes, autocapitalize: "off", spellcheck: "false" })) {
      box.setAttribute(name, value);
    }
    this.#tell();
    this.#listen();
  }

  #listen() {
    const box = this.#box;
    box.addEventListener("compositionstart", () => this.#close());
    box.addEventListener("compositionend", () => this.#offer(TYPING_PAUSE));
    box.addEventListener("input", (event) => {
      if (!event.isComposing) {
        this.#offer(TYPING_PAUSE);
      }
    });
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("focus", () => {
      // Somebody who comes back to the window has not asked for anything.
      if (!box.value && !this.#leftWindow) {
        this.#offer(0);
      }
      this.#leftWindow = false;
    });
    box.addEventListener("click", () => {
      if (!box.value && !this.#list.isOpen) {
        this.#offer(0);
      }
    });
    box.addEventListener("blur", () => {
      this.#leftWindow = document.activeElement === box;
      this.#close();
    });
    box.form.addEventListener("submit", () => this.#close());
  }

  #key(event) {
    // 229 is how Safari says that a key, the Enter that ends a composition too, was the input method's.
    const isTheirs = event.isComposing || event.keyCode === 229;
    if (isTheirs || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.#list.active) {
      event.preventDefault();
      this.#choose(this.#list.active);
    } else if (event.key === "Escape" && this.#list.isOpen) {
      event.preventDefault(); // which would empty the box; the next one does
      this.#close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.#list.activate(-1); // the keyboard is in the text again
      this.#tell();
    }
  }

  #move(step) {
    if (this.#list.isOpen) {
      this.#list.move(step);
      this.#tell();
    } else {
      this.#offer(0);
    }
  }

  /** Shows what there is to offer once typing has paused, and says how much it is once typing rests. */
  async #offer(wait) {
    const signal = this.#begin();
    this.#list.activate(-1); // what was active belongs to what was typed before
    this.#tell();
    await pause(wait, signal);
    const options = await offer(this.#box.value, signal).catch(() => []);
    if (signal.aborted) {
      return;
    }
    if (!options.length) {
      this.#close();
      return;
    }
    this.#list.open(options);
    this.#tell();
    await pause(RESTING_PAUSE, signal);
    announce(phrase("offered", { count: options.length }));
  }

  #choose(option) {
    this.#box.value = option.text;
    this.#box.form.requestSubmit();
  }

  #close() {
    this.#begin.end();
    this.#list.close();
    this.#tell();
  }

  /** Says in attributes what is seen: whether the list is open, and which option is active. */
  #tell() {
    this.#box.setAttribute("aria-expanded", String(this.#list.isOpen));
    this.#box.setAttribute("aria-activedescendant", this.#list.activeId);
  }
}
