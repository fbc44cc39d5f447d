// What needs a script to be of use at all; every page works without this file.
"use strict";

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
