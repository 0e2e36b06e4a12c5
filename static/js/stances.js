"use strict";

// Sentences that a cell opened: the cell is marked, and the list is where the keyboard goes on.
document.addEventListener("htmx:afterSwap", (event) => {
  const panel = event.detail.target;
  if (!panel || panel.id !== "quotes") return;
  for (const marked of document.querySelectorAll(".matrix [aria-current]")) marked.removeAttribute("aria-current");
  const cell = event.detail.requestConfig && event.detail.requestConfig.elt;
  if (cell) cell.setAttribute("aria-current", "true");
  panel.focus({ preventScroll: true });
});
