/* What the search box offers: what begins as it was typed, or, where nothing is typed, recent searches. */

import { phrase } from "./phrases.js";
import { recentSearches } from "./recent.js";

const ADDRESS = "/api/v1/suggest";
/** Nothing that is offered begins with more. */
const LONGEST = 64;

/** The options for a text, as a Listbox shows them. Rejects where the server does not answer, or is not waited for. */
export async function offer(typed, signal) {
  if (!typed.trim()) {
    return recentSearches().map((text) => ({ text, pieces: [{ text }], label: phrase("kindRecent") }));
  }
  if (typed.length > LONGEST) {
    return [];
  }
  const answer = await fetch(`${ADDRESS}?${new URLSearchParams({ q: typed })}`, { signal });
  if (!answer.ok) {
    return [];
  }
  const { suggestions } = await answer.json();
  return suggestions.map(({ text, kind, spans }) => ({
    text,
    pieces: cut(text, spans),
    label: phrase(`kind${kind[0].toUpperCase()}${kind.slice(1)}`),
    language: "zh-CN",
  }));
}

/** A text in pieces, typed or not; spans count characters, not units of UTF-16. */
function cut(text, spans) {
  const characters = [...text];
  const pieces = [];
  let done = 0;
  for (const [start, end] of spans) {
    pieces.push({ text: characters.slice(done, start).join("") });
    pieces.push({ text: characters.slice(start, end).join(""), typed: true });
    done = end;
  }
  pieces.push({ text: characters.slice(done).join("") });
  return pieces.filter((piece) => piece.text);
}
