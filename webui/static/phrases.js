/* What scripts say, in the language of the page: the frame of every page holds the sentences. */

/** The sentence of a name, with values in its {places}. */
export function phrase(name, values = {}) {
  const sentence = document.querySelector("#phrases").dataset[name];
  return sentence.replace(/\{(\w+)\}/g, (_, place) => values[place]);
}

/** Says something to people who do not see the page, in its one live region. */
export function announce(sentence) {
  document.querySelector("#status").textContent = sentence;
}
