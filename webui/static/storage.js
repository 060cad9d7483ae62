/* What this browser keeps for its user. Where it is not allowed to keep anything, nothing is kept, and all works. */

const PREFIX = "zongjie.";

/** The value under a name; undefined where there is none or it cannot be read. */
export function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value under a name, or, if it is undefined, no longer. Whether that worked. */
export function store(name, value) {
  try {
    if (value === undefined) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
    }
    return true;
  } catch {
    return false;
  }
}
