// What needs a script to be of use at all; every page works without this file.
"use strict";

// Copies an address and says so for two seconds where it was asked for.
async function copy(text, place) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return; // an old browser, or a page without TLS: the link itself still leads there
  }
  place.dataset.said = place.dataset.done;
  place.setAttribute("aria-live", "polite");
  setTimeout(() => delete place.dataset.said, 2000);
}

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const place of document.querySelectorAll("[data-today]")) {
    const today = new Date();
    place.textContent = `${today.getFullYear()}年${today.getMonth() + 1}月${today.getDate()}日`;
    place.parentElement.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button.dataset.copy, button));
  }
  for (const anchor of document.querySelectorAll("a.anchor")) {
    anchor.addEventListener("click", () => copy(anchor.href, anchor));
  }
  // A table that is wider than the screen says so in words; its edge shows it without.
  const widths = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      target.querySelector(".scroll-cue").hidden = target.scrollWidth <= target.clientWidth;
    }
  });
  for (const cue of document.querySelectorAll(".scroll > .scroll-cue")) widths.observe(cue.parentElement);
  // The script that the reader switches to is the one in which the home page opens from now on.
  for (const link of document.querySelectorAll(".languages a[hreflang]")) {
    link.addEventListener("click", () => {
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `script=${link.hreflang.toLowerCase()}; Max-Age=31536000; Path=/; SameSite=Lax${secure}`;
    });
  }
  // A menu that is left by keyboard or pointer closes, so that it does not cover what was asked for.
  const menu = document.querySelector(".menu");
  if (menu) {
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }
});
