/** Searches from a page of one's own. The server must name the page's origin in its setting `cors`. */

const server = new URLSearchParams(location.search).get("server") ?? "http://127.0.0.1:8000";

/** One page of hits; throws with the sentence that the server says where it refuses. */
export async function search(query, filters = {}) {
  const address = new URL("/api/v1/search", server);
  address.searchParams.set("q", query);
  for (const [name, values] of Object.entries(filters)) {
    for (const value of values) address.searchParams.append(name, value);
  }
  const response = await fetch(address);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

/** `text` with its `spans` marked. Spans count characters (code points), JavaScript's strings UTF-16 units. */
export function marked(text, spans) {
  const characters = [...text];
  const nodes = [];
  let done = 0;
  for (const [start, end] of spans) {
    nodes.push(characters.slice(done, start).join(""));
    const mark = document.createElement("mark");
    mark.textContent = characters.slice(start, end).join("");
    nodes.push(mark);
    done = end;
  }
  return [...nodes, characters.slice(done).join("")];
}

/** A hit as an item of the list: its title, then its snippets. Text goes in as text, never as markup. */
function item(hit) {
  const title = document.createElement("a");
  title.href = new URL(`/documents/${encodeURIComponent(hit.id)}`, server);
  title.append(...marked(hit.title, hit.title_spans));
  const row = document.createElement("li");
  row.append(title);
  for (const snippet of hit.snippets) {
    const line = document.createElement("p");
    line.append(...marked(snippet.text, snippet.spans));
    row.append(line);
  }
  return row;
}

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const status = document.querySelector("[role=status]");
  const list = document.querySelector("ol");
  try {
    const answer = await search(new FormData(event.target).get("q"));
    status.textContent = [`共 ${answer.total} 条`, ...answer.notes].join("　");
    list.replaceChildren(...answer.hits.map(item));
  } catch (error) {
    status.textContent = error.message;
    list.replaceChildren();
  }
});
