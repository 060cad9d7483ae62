/* Copying a section or a whole part, with where it is from if that is wanted. */

import { announce, phrase } from "./phrases.js";

/** Makes the copy buttons work, and shows them. */
export function startCopying(root) {
  for (const group of root.querySelectorAll(".copying")) {
    group.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) {
        copy(group, wanted(root, button));
      }
    });
    group.hidden = false;
  }
}

/** The text of a button: of the section on the page, or of the part from the server. */
async function wanted(root, button) {
  if (button.dataset.copy === "section") {
    const paragraphs = root.querySelectorAll("[data-section] p");
    return [...paragraphs].map((paragraph) => paragraph.textContent).join("\n");
  }
  const response = await fetch(button.dataset.text);
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return (await response.text()).replace(/\n$/, "");
}

async function copy(group, text) {
  try {
    await write(text.then((found) => found + source(group)));
    tell(group, phrase("copied"));
  } catch {
    tell(group, phrase("copyFailed"));
  }
}

function source(group) {
  if (!group.querySelector("input").checked) {
    return "";
  }
  const address = new URL(group.dataset.address, location.href).href;
  return `\n\n${group.dataset.source.replace(/\n$/, "")}${address}\n`;
}

/** Puts the text on the clipboard. It is given as a promise: browsers want to be asked within the click. */
async function write(text) {
  if (navigator.clipboard && globalThis.ClipboardItem) {
    const plain = text.then((found) => new Blob([found], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
  } else if (!writeByHand(await text)) {
    throw new Error("the browser does not copy");
  }
}

/** The old way, for connections without encryption: a text field that is selected, copied and gone. */
function writeByHand(text) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  return done;
}

function tell(group, sentence) {
  announce(sentence);
  group.querySelector(".said").textContent = sentence;
}
