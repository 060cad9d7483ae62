/* From mark to mark on a page to read: previous and next, and a word on which of them is shown.

   The keyboard stays on the button, so that it can be pressed again; the link between the buttons follows, and
   leads to the mark that is shown. */

import { announce } from "./phrases.js";

/** Makes the buttons work, and shows them. */
export function startMarks(root) {
  for (const nav of root.querySelectorAll(".marks")) {
    walk(nav, [...root.querySelectorAll("mark[id]")]);
  }
}

function walk(nav, places) {
  const [back, on] = nav.querySelectorAll("button");
  let shown = places.findIndex((place) => `#${place.id}` === location.hash);

  function show(at) {
    places[shown]?.classList.remove("shown");
    shown = (at + places.length) % places.length;
    places[shown].classList.add("shown");
    places[shown].scrollIntoView({ block: "center" });
    tell(nav, shown + 1, places);
  }

  back.addEventListener("click", () => show(shown < 0 ? places.length - 1 : shown - 1));
  on.addEventListener("click", () => show(shown + 1));
  nav.querySelector("a").addEventListener("click", () => show(Math.max(shown, 0)));
  back.hidden = on.hidden = places.length < 2;
}

function tell(nav, number, places) {
  const place = nav.dataset.place.replace("{at}", number).replace("{count}", places.length);
  const link = nav.querySelector("a");
  link.textContent = place;
  link.href = `#${places[number - 1].id}`;
  nav.querySelector(".of").hidden = true;
  announce(place);
}
