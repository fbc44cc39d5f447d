// Suggestions below a search field, after the combobox of ARIA's authoring practices; the field works without this file.
"use strict";

for (const [number, form] of document.querySelectorAll("form[data-suggest]").entries()) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let timer, asking, composing = false, chosen = -1;

  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  said.className = "hidden-text";
  said.setAttribute("role", "status");
  form.append(list, said);
  input.type = "text"; // a search field must not be a combobox
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);

  const isOpen = () => !list.hidden;

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) point(-1);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
  }

  function close() {
    stop();
    open(false);
    said.textContent = "";
  }

  // Which option Enter would take; the focus stays in the field.
  function point(place) {
    chosen = place;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    input.value = option.dataset.text;
    close();
    form.requestSubmit ? form.requestSubmit() : form.submit();
  }

  function option(suggestion, at) {
    const item = document.createElement("li");
    const text = document.createElement("span");
    const kind = document.createElement("small");
    item.id = `${list.id}-${at}`;
    item.dataset.text = suggestion.text;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const letters = [...suggestion.text]; // offsets count characters, not UTF-16 units
    let place = 0;
    for (const [start, end] of suggestion.marks) {
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(start, end).join("");
      text.append(letters.slice(place, start).join(""), mark);
      place = end;
    }
    text.append(letters.slice(place).join(""));
    kind.textContent = suggestion.label;
    item.append(text, " ", kind);
    return item;
  }

  async function ask() {
    const typed = input.value.trim();
    if (!typed) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
      if (!answer.ok) return close();
      show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close(); // no connection: the field is a field
    }
  }

  function show(suggestions) {
    if (document.activeElement !== input) return;
    list.replaceChildren(...suggestions.map(option));
    open(suggestions.length > 0);
    point(-1);
    const { none, some } = form.dataset;
    said.textContent = suggestions.length ? some.replace("0", suggestions.length) : none;
  }

  function later() {
    stop();
    if (!composing) timer = setTimeout(ask, 150);
  }

  input.addEventListener("input", later);
  // An input method's letters are not what is looked for; what it ends with is.
  input.addEventListener("compositionstart", () => { composing = true; stop(); });
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const clicked = event.target.closest("[role=option]");
    if (clicked) take(clicked);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || composing) return;
    const { length } = list.children;
    if (event.key === "Enter" && isOpen() && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen]);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      if (!isOpen()) return later();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Beyond the last and before the first lies what was typed itself.
      point(((chosen + 1 + step + length + 1) % (length + 1)) - 1);
    }
  });
}
