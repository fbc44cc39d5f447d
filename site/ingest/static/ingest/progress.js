/* Ask how far a batch is; without this script the page refreshes itself. */
(() => {
  "use strict";
  const panel = document.querySelector("[data-import-going]");
  if (!panel) return;
  const bar = panel.querySelector("[data-import-bar]");
  const status = panel.querySelector("[data-import-status]");
  const PAUSE = 2000;
  const _ = (text, values = {}) => {
    const said = window.gettext ? window.gettext(text) : text;
    return Object.entries(values).reduce((words, [name, value]) => words.replace(`%(${name})s`, value), said);
  };

  async function ask() {
    try {
      const answer = await fetch(panel.dataset.importGoing, { credentials: "same-origin" });
      const told = await answer.json();
      if (!told.total) { window.location.reload(); return; }
      bar.max = told.total;
      bar.value = told.done;
      status.textContent = _("已处理 %(done)s 个，共 %(total)s 个：%(said)s", told);
    } catch {
      status.textContent = _("网络不通，请检查后再试");
    }
    window.setTimeout(ask, PAUSE);
  }
  window.setTimeout(ask, PAUSE);
})();
