/* Filters, order and pages of a search change the page in place: no load, the same addresses, the same history.

   Whatever goes wrong ends in the navigation that would have happened without a script. */

import { latest } from "./latest.js";
import { loadPage } from "./pages.js";
import { announce } from "./phrases.js";
import { trace, traceOpen } from "./places.js";

/** Milliseconds after which a place of the page that somebody scrolled to is kept in the history. */
const RESTING_PAUSE = 150;

/** Makes the page of results change in place, where this is one; `swapped` is called whenever it has. */
export function startFilters(swapped) {
  const results = document.querySelector("#results.results");
  if (results) {
    new Results(results, swapped);
  }
}

class Results {
  #results;
  #form = document.querySelector("#search");
  #swapped;
  #begin = latest();
  #shown = here();
  #resting;

  constructor(results, swapped) {
    this.#results = results;
    this.#swapped = swapped;
    results.classList.add("live");
    // A browser would go to a place before the page that it belongs to is there.
    history.scrollRestoration = "manual";
    scrollTo(0, history.state?.top ?? scrollY);
    results.addEventListener("change", (event) => {
      if (event.target.form === this.#form) {
        this.#go(this.#asked(), event.target);
      }
    });
    results.addEventListener("click", (event) => this.#click(event));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go(this.#asked());
    });
    addEventListener("popstate", (event) => this.#goBack(event.state));
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** A link to another page of results is followed in place; any other, or one opened elsewhere, is left alone. */
  #click(event) {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && isPlain && link.pathname === location.pathname && link.origin === location.origin && link.search) {
      event.preventDefault();
      this.#go(link.pathname + link.search, link.closest(".found > .chips") && link);
    } else if (link) {
      this.#keepPlace();
    }
  }

  /** The address that the form asks for. */
  #asked() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) {
      if (value) {
        asked.append(name, value);
      }
    }
    return `${this.#form.getAttribute("action")}?${asked}`;
  }

  /** Shows an address. `control` is what was used: it stays where it is on the screen; without one, the top is shown. */
  async #go(address, control) {
    const page = await this.#load(address);
    if (page === null) {
      location.assign(address);
    } else if (page) {
      this.#keepPlace();
      if (address !== this.#shown) {
        history.pushState(null, "", address);
      }
      const top = control?.getBoundingClientRect().top;
      const hadFocus = this.#focused;
      const after = this.#swap(page, control);
      if (hadFocus || !control) {
        after.focus({ preventScroll: true });
      }
      scrollTo(0, control ? scrollY + after.getBoundingClientRect().top - top : 0);
    }
  }

  /** Shows what the history says, at the place where it was left. */
  async #goBack(state) {
    clearTimeout(this.#resting);
    if (here() === this.#shown && !this.#results.hasAttribute("aria-busy")) {
      return; // only the place in the page has changed: a link to "#found"
    }
    const page = await this.#load(here());
    if (page === null) {
      location.reload();
    } else if (page) {
      const focused = this.#focused;
      const after = this.#swap(page, focused);
      if (focused) {
        after.focus({ preventScroll: true });
      }
      scrollTo(0, state?.top ?? 0);
    }
  }

  /** What has the focus in the results. */
  get #focused() {
    return this.#results.contains(document.activeElement) ? document.activeElement : undefined;
  }

  /** The page at an address; null if it cannot be shown in place, undefined if another one is wanted meanwhile. */
  async #load(address) {
    const signal = this.#begin();
    this.#results.setAttribute("aria-busy", "true");
    const page = await loadPage(address, signal).catch(() => null);
    if (signal.aborted) {
      return undefined;
    }
    this.#results.removeAttribute("aria-busy");
    return page?.querySelector("#results.results") ? page : null;
  }

  /** Exchanges the results and all that belongs to them. Gives what does what `control` did, or holds what was found. */
  #swap(page, control) {
    const find = trace(control, this.#results);
    const open = traceOpen(this.#results);
    this.#results.replaceChildren(...page.querySelector("#results").childNodes);
    open();
    this.#follow(page);
    this.#shown = here();
    announce(summary(this.#results));
    this.#swapped();
    return find() ?? this.#results.querySelector("#found");
  }

  /** What stands outside of the results and belongs to the same search: title, box, links to the other language. */
  #follow(page) {
    document.title = page.title;
    const [ours, theirs] = [this.#form, page.querySelector("#search")];
    ours.querySelectorAll("[type=hidden]").forEach((field) => field.remove());
    ours.append(...theirs.querySelectorAll("[type=hidden]"));
    ours.elements.q.value = theirs.elements.q.value;
    document.querySelector(".site").replaceChildren(...page.querySelector(".site").childNodes);
  }

  #scrolled() {
    clearTimeout(this.#resting);
    if (!this.#results.hasAttribute("aria-busy")) {
      this.#resting = setTimeout(() => this.#keepPlace(), RESTING_PAUSE);
    }
  }

  /** Has the history know how far the page was scrolled. */
  #keepPlace() {
    clearTimeout(this.#resting);
    history.replaceState({ top: scrollY }, "");
  }
}

/** What was found, in a sentence. */
function summary(results) {
  return (results.querySelector(".total")?.firstChild ?? results.querySelector(".empty h2")).textContent.trim();
}

/** The address of the page, without the place in it. */
function here() {
  return location.pathname + location.search;
}
