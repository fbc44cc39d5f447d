// 校对: what stands in the form is proofread a moment after every change; certain corrections are one click.
(() => {
const WAIT = 600;
let form = null;
let panel = null;

function counter() {
  return document.querySelector('[data-side-panel-toggle="proof"] [data-side-panel-toggle-counter]');
}

let running = null;
async function proofread() {
  if (running) running.abort();
  running = new AbortController();
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(panel.dataset.proofUrl, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-CSRFToken": token },
      signal: running.signal,
    });
    if (!answer.ok || answer.redirected) {
      document.dispatchEvent(new Event("shixun:refused")); // editing.js asks whether the login has run out
      return;
    }
    panel.innerHTML = await answer.text();
  } catch {
    return; // the next change asks again
  }
  const total = Number(panel.querySelector("[data-proof-total]")?.dataset.proofTotal ?? 0);
  if (counter()) {
    counter().textContent = total;
    counter().hidden = total === 0;
  }
}

let waiting = 0;
function soon() {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(proofread, WAIT);
}

function place(button) {
  const { block, field } = button.dataset;
  if (block) return document.querySelector(`[data-contentpath="${CSS.escape(block)}"]`);
  return document.querySelector(`[name="${CSS.escape(field)}"]`);
}

// A panel that is folded or on another tab has to be opened before it can be seen.
function bring(target) {
  const tab = target.closest("[role=tabpanel]");
  if (tab && tab.hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
  const folded = target.closest(".w-panel__content[hidden]");
  if (folded) document.querySelector(`[aria-controls="${folded.id}"]`)?.click();
  target.scrollIntoView({ block: "center" });
}

// The characters of `quote` within an element that is edited as rich text, as a range of its text nodes.
function rangeOf(element, quote) {
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const start = text.indexOf(quote);
  if (!quote || start < 0) return null;
  const at = (offset) => {
    const [begin, node] = nodes.filter(([first]) => first <= offset).pop();
    return [node, offset - begin];
  };
  const range = document.createRange();
  range.setStart(...at(start));
  range.setEnd(...at(start + quote.length - 1));
  range.setEnd(range.endContainer, range.endOffset + 1);
  return range;
}

function select(target, quote) {
  const edited = target.matches("input, textarea") ? target : target.querySelector("[contenteditable=true]");
  const written = [...target.querySelectorAll("input[type=text], textarea")].find((one) => one.value.includes(quote));
  const input = target.matches("input, textarea") ? target : written;
  if (input) {
    input.focus();
    const start = Math.max(input.value.indexOf(quote), 0);
    input.setSelectionRange(start, start + quote.length);
    return input;
  }
  const range = edited ? rangeOf(edited, quote) : null;
  if (!range) return null;
  edited.focus();
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return edited;
}

function begin() {
  form = document.querySelector("[data-edit-form]");
  panel = document.querySelector("[data-proof]");
  if (!form || !panel) return;
  for (const change of ["input", "change", "keyup"]) form.addEventListener(change, soon);
  document.addEventListener("w-autosave:success", soon);
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-proof-show], [data-proof-fix]");
    const target = button && place(button);
    if (!target) return;
    bring(target);
    // Draft.js takes the selection over a moment after it has the focus.
    const edited = select(target, button.dataset.quote);
    if (edited && "proofFix" in button.dataset) {
      window.setTimeout(() => {
        select(target, button.dataset.quote);
        document.execCommand("insertText", false, button.dataset.proofFix);
        soon();
      }, 50);
    }
  });
}

document.addEventListener("DOMContentLoaded", begin);
})();
