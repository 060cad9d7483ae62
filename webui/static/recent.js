/* Recent searches: kept in this browser and nowhere else, each erasable, all erasable, and not at all if unwanted. */

import { button, element } from "./elements.js";
import { announce, phrase } from "./phrases.js";
import { store, stored } from "./storage.js";

const MOST = 10;
const LONGEST = 200;
const SEARCHES = "recent";
const UNWANTED = "recent-unwanted";

/** Searches of this browser, newest first, each once. */
export function recentSearches() {
  const kept = stored(SEARCHES);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string" && one).slice(0, MOST) : [];
}

/** Keeps a search as the newest, if that is wanted and there is one. */
export function remember(query) {
  const asked = query.trim();
  if (asked && asked.length <= LONGEST && !stored(UNWANTED)) {
    store(SEARCHES, [asked, ...without(asked)].slice(0, MOST));
  }
}

/** Shows them on the first page, with buttons to erase them; nothing where there are none. */
export function startRecent() {
  const section = document.querySelector("#recent");
  if (section) {
    section.setAttribute("aria-labelledby", "recent-title");
    show(section);
  }
}

function without(query) {
  return recentSearches().filter((one) => one !== query);
}

function show(section) {
  const searches = recentSearches();
  const unwanted = Boolean(stored(UNWANTED));
  section.hidden = !searches.length && !unwanted;
  section.replaceChildren(
    element("h2", { id: "recent-title", tabindex: "-1" }, phrase("recent")),
    ...(unwanted ? [off(section)] : [list(section, searches), note(section)]),
  );
}

function list(section, searches) {
  const erase = (query) => () => {
    const at = recentSearches().indexOf(query);
    store(SEARCHES, without(query));
    change(section, "erased", at);
  };
  const rows = searches.map((query) =>
    element(
      "li",
      {},
      element("a", { href: addressOf(query) }, query),
      button({ class: "erase", "aria-label": phrase("recentErase", { query }) }, "×", erase(query)),
    ),
  );
  return element("ul", { class: "searches" }, ...rows);
}

function note(section) {
  const eraseAll = () => {
    store(SEARCHES, undefined);
    change(section, "erased");
  };
  const stop = () => {
    store(SEARCHES, undefined);
    store(UNWANTED, true);
    change(section, "recentOff");
  };
  return element(
    "p",
    { class: "on" },
    phrase("recentNote"),
    " ",
    button({ class: "plain" }, phrase("recentClear"), eraseAll),
    " ",
    button({ class: "plain" }, phrase("recentStop"), stop),
  );
}

function off(section) {
  const resume = () => {
    store(UNWANTED, undefined);
    change(section, "recentOn");
  };
  return element("p", { class: "on" }, phrase("recentOff"), " ", button({ class: "plain" }, phrase("recentResume"), resume));
}

/** Shows what is kept now and says what was done; the keyboard stays near. */
function change(section, said, at = 0) {
  show(section);
  announce(phrase(said));
  const buttons = section.querySelectorAll(".erase");
  const next = buttons[Math.min(at, buttons.length - 1)] ?? section.querySelector("button");
  (section.hidden ? document.querySelector("#q") : next).focus();
}

/** The search page that asks a query, in the language of this page. */
function addressOf(query) {
  const form = document.querySelector("#search");
  const asked = new URLSearchParams(new FormData(form));
  asked.set("q", query);
  return `${form.getAttribute("action")}?${asked}`;
}
