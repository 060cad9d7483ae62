/* Where somebody is on a page whose content is exchanged: the control in use, and what is folded open. */

/** A function that finds, in what `root` holds by then, the control that does what this one, if any, does now. */
export function trace(control, root) {
  const key = control && keyOf(control);
  return () => control && [...root.querySelectorAll(control.localName)].find((one) => keyOf(one) === key);
}

/** A function that opens, in what `root` holds by then, all that is open in it now. */
export function traceOpen(root) {
  const open = new Set([...root.querySelectorAll("details[open]")].map(foldKey));
  return () => {
    for (const fold of root.querySelectorAll("details")) {
      fold.open ||= open.has(foldKey(fold));
    }
  };
}

function keyOf(control) {
  if (control.localName === "summary") {
    return foldKey(control.parentElement);
  }
  if (control.localName === "a") {
    return `${control.className} ${control.getAttribute("href")}`; // a chip and a page may lead to the same address
  }
  return `${control.name} ${control.type === "checkbox" ? control.value : ""}`;
}

function foldKey(fold) {
  return `${fold.className} ${fold.closest("fieldset")?.querySelector("input")?.name ?? ""}`;
}
