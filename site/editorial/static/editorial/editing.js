// Nothing written is lost when the login runs out: the form says so, keeps a copy on this machine, and saves again as
// soon as the same person has signed in in another window.
(() => {
  const PREFIX = "shixun.unsaved:";
  const AGAIN = 4000;
  let form = null;
  let address = "";
  let banner = null;
  let expired = false;
  let leaving = false;

  const key = () => PREFIX + new URL(form.action, window.location.href).pathname;
  const field = (name) => form.querySelector(`[name=${name}]`)?.value ?? "";

  function copy() {
    const entries = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const kept = { at: Date.now(), revision: field("loaded_revision_id"), entries };
    try {
      window.localStorage.setItem(key(), JSON.stringify(kept));
    } catch {
      // No room or no permission: the text is still in the open page.
    }
  }

  function say(text, buttons) {
    banner?.remove();
    banner = document.createElement("div");
    banner.className = "kept-copy";
    banner.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = text;
    banner.append(words);
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small";
      button.textContent = label;
      button.addEventListener("click", act);
      banner.append(button);
    }
    document.querySelector("#main, main")?.prepend(banner);
    banner.scrollIntoView({ block: "nearest" });
  }

  function hush() {
    banner?.remove();
    banner = null;
  }

  // {user, token} of whoever is signed in now; null where nobody is; undefined where the network does not answer.
  async function session() {
    try {
      const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return undefined;
    }
  }

  async function check() {
    const now = await session();
    if (now === undefined) return;
    if (now === null) {
      copy();
      if (!expired) {
        say("登录已到期，您写的内容还在本页，本机也留有一份。请在新窗口登录，登录后本页会自动接着保存。", [
          ["在新窗口登录", () => window.open("/admin/login/?next=/admin/", "_blank")],
        ]);
      }
      expired = true;
      window.setTimeout(check, AGAIN);
      return;
    }
    if (!expired) return;
    if (String(now.user) !== document.body.dataset.editor) {
      say("现在登录的是另一个人，本页不会保存。请用原来的账号登录。", []);
      window.setTimeout(check, AGAIN);
      return;
    }
    expired = false;
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = now.token;
    hush();
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
  }

  async function restore(kept) {
    const data = new FormData();
    for (const [name, value] of kept.entries) data.append(name, value);
    data.set("csrfmiddlewaretoken", field("csrfmiddlewaretoken"));
    for (const name of ["action-submit", "action-publish"]) data.delete(name);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.ok) {
      say("没有恢复成功：稿件可能已被别人修改，或正在审核。本机的一份仍然保留。", []);
      return;
    }
    window.localStorage.removeItem(key());
    leaving = true;
    window.location.reload();
  }

  function offer() {
    let kept = null;
    try {
      kept = JSON.parse(window.localStorage.getItem(key()));
    } catch {
      return;
    }
    if (!kept) return;
    if (kept.revision !== field("loaded_revision_id")) {
      window.localStorage.removeItem(key());
      return;
    }
    const when = new Date(kept.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
    say(`本机留有 ${when} 没有保存上的内容。`, [
      ["恢复", () => restore(kept)],
      ["丢弃", () => (window.localStorage.removeItem(key()), hush())],
    ]);
  }

  function begin() {
    form = document.querySelector("[data-edit-form]");
    if (!form) return;
    address = document.querySelector("script[data-editing-session]").dataset.editingSession;
    session().then((now) => {
      document.body.dataset.editor = now ? String(now.user) : "";
    });
    offer();
    form.addEventListener("submit", (event) => {
      if (expired) {
        event.preventDefault();
        event.stopImmediatePropagation();
        check();
        return;
      }
      leaving = true;
    }, true);
    // What is being submitted is saved by that; an autosave beside it would only be refused.
    form.addEventListener("w-autosave:save", (event) => {
      if (leaving || expired) event.preventDefault();
    });
    document.addEventListener("w-autosave:error", (event) => {
      if (event.detail.type === "server_error") check();
    });
    document.addEventListener("w-autosave:success", () => window.localStorage.removeItem(key()));
    document.addEventListener("shixun:refused", () => expired || check());
    window.addEventListener("focus", () => expired && check());
    window.addEventListener("pageshow", () => { leaving = false; });
  }

  document.addEventListener("DOMContentLoaded", begin);
})();
