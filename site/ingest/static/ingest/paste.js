/* Paste into a body: what is more than a phrase goes to the server, which gives back blocks. A phrase is pasted as ever. */
(() => {
  "use strict";
  const tag = document.currentScript;
  const words = JSON.parse(tag.dataset.pasteWords);
  const MOST = 5 * 1024 * 1024;
  const MOST_IMAGES = 60;
  const SHORTEST_TEXT = 2; // lines
  const PARAGRAPHS = "p, li, h1, h2, h3, h4, h5, h6, section, div, blockquote, tr";

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = tag.dataset.pasteStyle;
  document.head.append(style);

  /* { root, child } of a rich text block of a body, null elsewhere. */
  const placeOf = (target) => {
    if (!(target instanceof Element) || !target.closest("[data-draftail-editor-wrapper]")) return null;
    let holder = target;
    while (holder && !holder.rootBlock) holder = holder.parentElement;
    const root = holder && holder.rootBlock;
    const known = root && root.blockDef && root.blockDef.childBlockDefsByName;
    if (!known || !["heading", "paragraph", "table", "image"].every((name) => known[name])) return null;
    const child = (root.children || []).find((one) => one.element.contains(target));
    return child && child.type === "paragraph" ? { root, child } : null;
  };

  /* Counted without loading anything: a parsed document shows no pictures and runs no scripts. */
  const isRich = (html) => {
    if (!html || html.includes("data-offset-key")) return false; // copied within the editor
    const body = new DOMParser().parseFromString(html, "text/html").body;
    if (body.querySelector("h1, h2, h3, h4, h5, h6, table, img")) return true;
    const filled = [...body.querySelectorAll(PARAGRAPHS)].filter(
      (one) => one.textContent.trim() && !one.querySelector(PARAGRAPHS),
    );
    return filled.length > 1 || body.querySelectorAll("br").length > 2;
  };

  const lines = (text) => text.split(/\r\n|\r|\n/).filter((line) => line.trim()).length;

  /* Word gives the browser no pictures but those in its RTF, in hexadecimal. */
  const fromRtf = (rtf) => {
    const found = [];
    const pictures = /\\pict(?:(?!\\pict)[\s\S]){0,4000}?\\(pngblip|jpegblip)(?:(?!\\pict)[\s\S]){0,2000}?\s((?:[0-9a-fA-F]{2}\s*){200,})\}/g;
    for (const [, kind, hex] of rtf.matchAll(pictures)) {
      const digits = hex.replace(/\s+/g, "");
      const bytes = new Uint8Array(digits.length / 2);
      for (let i = 0; i < bytes.length; i += 1) bytes[i] = parseInt(digits.substr(2 * i, 2), 16);
      found.push(new Blob([bytes], { type: kind === "pngblip" ? "image/png" : "image/jpeg" }));
    }
    return found;
  };

  /* The pictures that belong to the places in the html; Excel's picture of the whole selection does not. */
  const picturesOf = (clipboard, html) => {
    const files = [...clipboard.files].filter((file) => file.type.startsWith("image/"));
    if (!html) return files;
    const local = (html.match(/<img[^>]+src\s*=\s*["']?(?:file|about|webkit-fake-url|blob|cid):/gi) || []).length;
    if (!local) return [];
    if (files.length === local && !/<table/i.test(html)) return files;
    const rtf = clipboard.getData("text/rtf");
    return rtf && rtf.length < 8 * MOST ? fromRtf(rtf) : [];
  };

  const report = (root) => {
    let panel = root.element.parentElement.querySelector(":scope > [data-paste-report]");
    if (!panel) {
      panel = document.createElement("div");
      panel.className = "paste-report";
      panel.dataset.pasteReport = "";
      panel.setAttribute("role", "status");
      root.element.before(panel);
    }
    return {
      say(kind, heading, items = [], actions = []) {
        panel.dataset.kind = kind;
        const title = document.createElement("p");
        title.textContent = heading;
        const list = document.createElement("ul");
        for (const item of items) {
          const line = document.createElement("li");
          line.textContent = item;
          list.append(line);
        }
        const row = document.createElement("p");
        row.className = "paste-report__actions";
        for (const [label, act] of actions) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "button button-small button-secondary";
          button.textContent = label;
          button.addEventListener("click", act);
          row.append(button);
        }
        panel.replaceChildren(title, ...(items.length ? [list] : []), ...(actions.length ? [row] : []));
      },
      close() { panel.remove(); },
    };
  };

  /* Blocks at the cursor: the paragraph is replaced where it is empty, split where the cursor stands in its midst. */
  const insert = ({ root, child }, blocks) => {
    const index = root.children.indexOf(child);
    const original = child.getState();
    const state = child.block.widget.getState();
    const { stateBefore, stateAfter, shouldMoveCommentFn } = window.draftail.splitState(state);
    const [before, after] = [stateBefore, stateAfter].map((one) => one.getCurrentContent().getPlainText().trim() !== "");
    let at = index + 1;
    const mine = [];
    if (!before && !after) {
      root.deleteBlock(index);
      at = index;
    } else if (!before) {
      at = index;
    } else if (after) {
      root.splitBlock(index, stateBefore, stateAfter, shouldMoveCommentFn, {});
      mine.push(root.children[index], root.children[index + 1]);
    }
    blocks.forEach((block, n) => mine.push(root.insert(block, at + n, { animate: false, collapsed: false })));
    changed(root);
    return () => {
      const places = mine.map((one) => root.children.indexOf(one)).filter((place) => place >= 0).sort((a, b) => b - a);
      const first = places.length ? places[places.length - 1] : root.children.length;
      for (const place of places) root.deleteBlock(place);
      const gone = !root.children.includes(child);
      if (gone) root.insert(original, Math.min(first, root.children.length), {});
      changed(root);
    };
  };

  const changed = (root) => root.element.dispatchEvent(new Event("change", { bubbles: true }));

  const send = async (form, clipboard) => {
    const data = new FormData();
    data.append("html", new Blob([clipboard.html], { type: "text/html" }), "clipboard.html");
    data.append("text", new Blob([clipboard.text], { type: "text/plain" }), "clipboard.txt");
    for (const picture of clipboard.pictures.slice(0, MOST_IMAGES)) data.append("image", picture, "clipboard.png");
    const title = form.querySelector("[name=title]");
    data.append("title", title ? title.value : "");
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    const answer = await fetch(tag.dataset.pasteUrl, {
      method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": token ? token.value : "" },
    });
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.redirected || (!isJson && answer.status === 403)) throw new Error(words.expired);
    if (!isJson) throw new Error(words.failed);
    const result = await answer.json();
    if (!answer.ok) throw new Error(result.message || words.failed);
    return result;
  };

  document.addEventListener("paste", (event) => {
    const place = placeOf(event.target);
    const clipboard = event.clipboardData;
    if (!place || !clipboard) return;
    const html = clipboard.getData("text/html");
    const text = clipboard.getData("text/plain");
    const pictures = picturesOf(clipboard, html);
    const alone = !html && !text && pictures.length > 0;
    if (html ? !isRich(html) : !alone && lines(text) < SHORTEST_TEXT) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const panel = report(place.root);
    const dismiss = [words.close, () => panel.close()];
    if (html.length + text.length > MOST) {
      panel.say("error", words.large, [], [dismiss]);
      return;
    }
    panel.say("wait", words.wait);
    send(event.target.closest("form"), { html, text: html ? "" : text, pictures }).then((result) => {
      const undo = insert(place, result.blocks);
      const heading = result.kept.length ? `${words.kept}${result.kept.join("、")}` : words.nothing;
      const dropped = result.dropped.map((item) => `${words.dropped}${item}`);
      panel.say(result.lost.length ? "warning" : "done", heading, [...result.lost, ...dropped], [
        [words.undo, () => { undo(); panel.say("done", words.undone, [], [dismiss]); }],
        dismiss,
      ]);
    }).catch((error) => {
      panel.say("error", error instanceof TypeError ? words.offline : error.message, [], [dismiss]);
    });
  }, true);
})();
