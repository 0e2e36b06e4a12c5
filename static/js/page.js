"use strict";

// "/" puts the cursor into the search box, unless one is typing already. On an Arabic keyboard the
// same key types a letter.
document.addEventListener("keydown", (event) => {
  const target = event.target;
  const isSlash = event.key === "/" || (event.code === "Slash" && event.key === "ظ");
  if (!isSlash || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof HTMLElement && target.closest("input, select, textarea")) return;
  const box = document.querySelector("[data-shortcut='/']");
  if (box instanceof HTMLInputElement) {
    event.preventDefault();
    box.focus();
  }
});

// An open menu closes with Escape or a click beside it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
});

// On a phone filters would fill the first screen: they open when asked for.
if (window.matchMedia("(max-width: 48rem)").matches) {
  for (const box of document.querySelectorAll(".filter-box")) box.removeAttribute("open");
}

// On a phone the row of pages is wider than the screen: show where one is.
const here = document.querySelector(".nav [aria-current]");
const nav = here && here.parentElement;
if (nav && nav.scrollWidth > nav.clientWidth) {
  const ends = [nav.getBoundingClientRect(), here.getBoundingClientRect()];
  const [middle, wanted] = ends.map((box) => box.left + box.width / 2);
  nav.scrollLeft += wanted - middle;
}
