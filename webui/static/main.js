/* What scripts add to the pages, all of which work without. */

import { startCombobox } from "./combobox.js";
import { startCopying } from "./copy.js";
import { startFilters } from "./filters.js";
import { startMarks } from "./marks.js";
import { startOutline } from "./outline.js";
import { remember, startRecent } from "./recent.js";
import { startShortcuts } from "./shortcuts.js";

/** Keeps the search whose results the page shows. */
function keepSearch() {
  if (document.querySelector("#results.results")) {
    remember(document.querySelector("#q").value);
  }
}

startCombobox();
startCopying(document);
startFilters(keepSearch);
startMarks(document);
startOutline(document);
startRecent();
startShortcuts();
keepSearch();
