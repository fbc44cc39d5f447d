// A rich text editor writes what it shows into the form a quarter of a second later (Draftail's stateSaveInterval). A form
// sent sooner would lose the last words, or the paragraph that a paste has just split off: it waits here until they are in it.
(() => {
  "use strict";
  const LOOK = 50; // milliseconds
  const LONGEST = 5000;
  let waiting = null; // the form that is held back
  let sending = null; // the form that goes as it is

  const bare = (text) => text.replace(/[\s📷]/gu, ""); // a picture's or an embed's own letter is not always written

  const shown = (input) => bare(input.draftailEditor.getEditorState().getCurrentContent().getPlainText());

  function written(input) {
    const blocks = JSON.parse(input.value || "null")?.blocks ?? [];
    return bare(blocks.map((block) => block.text).join(""));
  }

  const settled = (form) =>
    [...form.elements].every((input) => !input.draftailEditor || shown(input) === written(input));

  // What made the form go is in it again, though Wagtail has by now disabled the button against a second click.
  function send(form, submitter) {
    const disabled = submitter?.disabled;
    if (submitter) submitter.disabled = false;
    sending = form;
    form.requestSubmit(submitter);
    sending = null;
    if (submitter) submitter.disabled = disabled;
  }

  function hold(form, submitter) {
    const until = Date.now() + LONGEST;
    waiting = form;
    const look = () => {
      if (!settled(form) && Date.now() < until) {
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
    if (!form.matches("[data-edit-form]") || form === sending || settled(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form !== waiting) hold(form, event.submitter);
  }, true);
})();
