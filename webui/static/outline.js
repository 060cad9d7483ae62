/* The outline of a long collection opens where the reader is. */

/** Scrolls the outline, and nothing else, so that its current entry is in sight. */
export function startOutline(root) {
  const side = root.querySelector(".reading > .side");
  const current = side?.querySelector(".outline ol ol [aria-current], .outline [aria-current='location']");
  if (current) {
    const below = current.getBoundingClientRect().top - side.getBoundingClientRect().top;
    side.scrollTop += below - side.clientHeight / 3;
  }
}
