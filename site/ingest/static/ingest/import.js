/* Upload one file after the other, with each one's state; without this script the form sends them all at once. */
(() => {
  "use strict";
  const form = document.querySelector("[data-import-upload]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-import-drop]");
  const panel = document.querySelector("[data-import-progress]");
  const status = panel.querySelector("[data-import-status]");
  const bar = panel.querySelector("[data-import-bar]");
  const list = panel.querySelector("[data-import-files]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const MOST = 500;
  const _ = (text, values = {}) => {
    const said = window.gettext ? window.gettext(text) : text;
    return Object.entries(values).reduce((words, [name, value]) => words.replace(`%(${name})s`, value), said);
  };
  let going = false;

  form.querySelector("[data-import-hint]").hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("import-drop--over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("import-drop--over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
  window.addEventListener("beforeunload", (event) => { if (going) event.preventDefault(); });

  form.addEventListener("submit", (event) => {
    const files = [...input.files];
    if (!files.length || files.length > MOST || going) { if (going) event.preventDefault(); return; }
    event.preventDefault();
    run(files).catch((error) => {
      going = false;
      status.textContent = _("导入中断：%(why)s。已经收到的文件在“最近的导入”里，其余的请再选一次。", { why: error.message });
      form.querySelector("button[type=submit]").disabled = false;
    });
  });

  async function run(files) {
    going = true;
    form.querySelector("button[type=submit]").disabled = true;
    panel.hidden = false;
    list.replaceChildren(...files.map((file) => line(file.name, _("等待"))));
    bar.max = files.length;
    panel.scrollIntoView({ block: "nearest" });
    const fields = new FormData(form);
    fields.delete(input.name);
    const batch = await post(form.dataset.importStart, fields);
    for (const [number, file] of files.entries()) {
      status.textContent = _("正在导入第 %(number)s 个，共 %(all)s 个", { number: number + 1, all: files.length });
      await one(batch.add, file, list.children[number]);
      bar.value = number + 1;
    }
    status.textContent = _("正在整理附件");
    const done = await post(batch.finish, new FormData());
    going = false;
    window.location.assign(done.next);
  }

  async function one(address, file, item) {
    item.querySelector("b").textContent = _("读取中");
    const data = new FormData();
    data.append("file", file, file.name);
    try {
      const answer = await post(address, data);
      const first = answer.files[0];
      item.querySelector("b").textContent = answer.files.length > 1 ? _("%(count)s 个文件", { count: answer.files.length }) : first.label;
      item.querySelector("span").textContent = answer.files.length > 1
        ? answer.files.map((part) => `${part.name.split("/").pop()}：${part.label}`).join("；") : first.said;
    } catch (error) {
      item.querySelector("b").textContent = _("失败");
      item.querySelector("span").textContent = error.message;
    }
  }

  function line(name, label) {
    const item = document.createElement("li");
    const state = document.createElement("b");
    state.textContent = label;
    item.append(state, ` ${name} `, document.createElement("span"));
    return item;
  }

  async function post(address, data) {
    const answer = await fetch(address, {
      method: "POST", body: data, credentials: "same-origin",
      headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
    }).catch(() => { throw new Error(_("网络不通，请检查后再试")); });
    const kind = answer.headers.get("Content-Type") || "";
    if (!kind.includes("json")) throw new Error(answer.status === 413 ? _("文件太大") : _("登录可能已经过期，请刷新页面再试"));
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.error || _("没有成功，请稍后再试"));
    return said;
  }
})();
