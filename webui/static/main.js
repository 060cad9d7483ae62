/* What scripts add to the pages, all of which work without. */

import { startCombobox } from "./combobox.js";
import { startFilters } from "./filters.js";
import { remember, startRecent } from "./recent.js";
import { startShortcuts } from "./shortcuts.js";

/** Keeps the search whose results the page shows. */
function keepSearch() {
  if (document.querySelector("#results.results")) {
    remember(document.querySelector("#q").value);
  }
}

startCombobox();
startFilters(keepSearch);
startRecent();
startShortcuts();
keepSearch();
