// What is sent is what is shown, and once. Some of it reaches the form's fields late: a rich text editor writes a quarter
// of a second after the last change (Draftail's stateSaveInterval), and not while an input method composes; a table's cell
// and its caption are taken over when one leaves them, which Ctrl+S does not. And a new page whose first autosave is on its
// way would be made a second time. So the form leaves what is open, and waits here until everything is in it.
(() => {
  "use strict";
  const LOOK = 50; // milliseconds
  const LONGEST = 5000;
  const ASKED = {}; // stands for what a rich text editor writes next
  let waiting = null; // the form that is held back
  let sending = null; // the form that goes as it is
  let autosaving = false;

  const editors = (form) => [...form.elements].filter((input) => input.draftailEditor);
  const state = (input) => input.draftailEditor.getEditorState();
  const composing = (input) => Boolean(input.draftailEditor) && state(input).isInCompositionMode();

  const bare = (text) => text.replace(/[\s📷]/gu, ""); // a picture's or an embed's own letter is not always written

  const shown = (input) => bare(state(input).getCurrentContent().getPlainText());

  function written(input) {
    const blocks = JSON.parse(input.value || "null")?.blocks ?? [];
    return bare(blocks.map((block) => block.text).join(""));
  }

  const settled = (form) =>
    editors(form).every((input) => input.rawContentState !== ASKED && shown(input) === written(input));

  // Those that may show more than their words tell: bold letters, a link, a composition.
  const inUse = (form) =>
    editors(form).filter((input) => composing(input) || input.parentNode.contains(document.activeElement));

  function leave(form) {
    const field = document.activeElement;
    if (!form.contains(field) || !field.matches("input, textarea, select")) return;
    // Handsontable takes a cell over when the mouse goes down elsewhere.
    const elsewhere = new MouseEvent("mousedown", { bubbles: true });
    if (field.matches(".handsontableInput")) document.body.dispatchEvent(elsewhere);
    field.blur();
  }

  // A selection set anew makes the editor write, whatever has changed.
  function ask(input) {
    const now = state(input);
    input.rawContentState = ASKED;
    input.draftailEditor.onChange(now.constructor.acceptSelection(now, now.getSelection()));
  }

  // What made the form go is in it again, though Wagtail has by now disabled the button against a second click.
  function send(form, submitter) {
    const button = submitter?.form === form ? submitter : null;
    const disabled = button?.disabled;
    if (button) button.disabled = false;
    sending = form;
    form.requestSubmit(button);
    sending = null;
    if (button) button.disabled = disabled;
  }

  function hold(form, submitter, used) {
    const until = Date.now() + LONGEST;
    waiting = form;
    const look = () => {
      const composed = used.filter(composing);
      for (const input of used) if (input.draftailEditor && !composed.includes(input)) ask(input);
      used = composed;
      if ((autosaving || used.length || !settled(form)) && Date.now() < until) {
        window.setTimeout(look, LOOK);
        return;
      }
      waiting = null;
      send(form, submitter);
    };
    window.setTimeout(look, LOOK);
  }

  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-edit-form]") || form === sending) return;
    if (form !== waiting) {
      const used = inUse(form);
      leave(form);
      if (!autosaving && !used.length && settled(form)) return;
      hold(form, event.submitter, used);
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  window.addEventListener("w-autosave:save", (event) => {
    if (waiting) event.preventDefault();
    if (!event.defaultPrevented) autosaving = true;
  });
  for (const end of ["success", "error"]) window.addEventListener(`w-autosave:${end}`, () => { autosaving = false; });
})();
