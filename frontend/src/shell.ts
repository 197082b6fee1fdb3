// The frame's keys: "/" to the search box, "g" and a letter to a page, Escape closes menus.
// Everything here can also be done without it.

import { letterOf, typing } from "./lib/keys";

const GO_WITHIN_MS = 1500;

// Chromium honours `autofocus` at its next frame: letters typed before that are lost, and a name
// that is cut short may find nobody.
if (location.hash === "") document.querySelector<HTMLElement>("[autofocus]")?.focus();

let goUntil = 0;

function closeMenus(except: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-go="${CSS.escape(letter)}"]`);
  link?.click();
  return link !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (open !== null) {
      closeMenus(null);
      open.querySelector("summary")?.focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const letter = letterOf(event, document.documentElement.lang);
  if (event.key === "/") {
    const box = document.getElementById("site-search");
    if (box !== null) {
      event.preventDefault();
      box.focus();
    }
  } else if (event.timeStamp < goUntil) {
    goUntil = 0;
    // Other scripts listen for single letters too; a letter after "g" is not theirs.
    if (go(letter)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  } else if (letter === "g") {
    goUntil = event.timeStamp + GO_WITHIN_MS;
  }
}, { capture: true });

document.addEventListener("click", (event) => {
  closeMenus(event.target instanceof Element ? event.target.closest("details.menu") : null);
});

// An error summary is read first.
document.querySelector<HTMLElement>(".errors")?.focus();
