/* One request at a time: what is asked last counts. */

/** A function that ends what it began before and gives a signal for what begins now; `end` ends that too. */
export function latest() {
  let controller = new AbortController();
  function begin() {
    controller.abort();
    controller = new AbortController();
    return controller.signal;
  }
  begin.end = () => controller.abort();
  return begin;
}

/** Resolves after some milliseconds, unless the signal ends it first: then never. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
