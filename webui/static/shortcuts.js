/* "/" goes to the search box, unless somebody is typing or does not want it (WCAG 2.2, 2.1.4). */

import { store, stored } from "./storage.js";

const UNWANTED = "slash-unwanted";
const TYPED_INTO = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])";

/** Listens for the key, and shows the switch for it where the page has one. */
export function startShortcuts() {
  document.addEventListener("keydown", (event) => {
    const isTyped = event.target.closest(TYPED_INTO) || event.ctrlKey || event.metaKey || event.altKey;
    const box = document.querySelector("#q");
    if (event.key === "/" && box && !isTyped && !event.isComposing && !stored(UNWANTED)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
  startSwitch(document.querySelector("#slash"));
}

/** A checkbox that turns the key on and off; it waits hidden for a script. */
function startSwitch(checkbox) {
  if (checkbox) {
    checkbox.checked = !stored(UNWANTED);
    checkbox.closest("[hidden]").hidden = false;
    checkbox.addEventListener("change", () => store(UNWANTED, checkbox.checked ? undefined : true));
  }
}
