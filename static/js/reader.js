"use strict";

// Claims are gone through with j and k; the text and the list beside it keep step. Keys are known by
// their place, so that they work on an Arabic keyboard, too.
(() => {
  const items = [...document.querySelectorAll(".claim-list li[data-at]")];
  const dialog = document.getElementById("keys");
  const opener = document.getElementById("open-keys");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const beside = window.matchMedia("(min-width: 64rem)");
  let current = items.findIndex((item) => `#at-${item.dataset.at}` === window.location.hash);

  function show(place, { scroll = true, focus = true } = {}) {
    const item = items[place];
    if (!item) return;
    current = place;
    for (const old of document.querySelectorAll(".is-current, .press .is-target")) old.classList.remove("is-current", "is-target");
    for (const old of document.querySelectorAll(".claim-list [aria-current]")) old.removeAttribute("aria-current");
    const parts = document.querySelectorAll(`[data-claims~="${item.dataset.at}"]`);
    for (const part of parts) part.classList.add("is-current");
    item.classList.add("is-current");
    const link = item.querySelector("a");
    link.setAttribute("aria-current", "true");
    if (focus) link.focus({ preventScroll: true });
    if (beside.matches) item.scrollIntoView({ block: "nearest" });
    if (scroll && parts.length) parts[0].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  function step(by) {
    if (!items.length) return;
    const start = current < 0 && by < 0 ? items.length : current;
    show(Math.min(Math.max(start + by, 0), items.length - 1));
  }

  function openKeys() {
    if (dialog && !dialog.open) dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (dialog && dialog.open)) return;
    if (event.target instanceof HTMLElement && event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "?" || event.key === "؟") openKeys();
    else if (event.shiftKey) return;
    else if (event.code === "KeyJ" || event.key === "j") step(1);
    else if (event.code === "KeyK" || event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });

  for (const [place, item] of items.entries()) {
    item.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      window.history.replaceState(null, "", `#at-${item.dataset.at}`);
      show(place);
    });
  }

  // A marked sentence shows what was read from it.
  document.addEventListener("click", (event) => {
    const part = event.target instanceof HTMLElement && !event.target.closest("a") && event.target.closest("[data-claims]");
    if (!part || String(window.getSelection())) return;
    const at = part.dataset.claims.split(" ").pop();
    show(items.findIndex((item) => item.dataset.at === at), { scroll: false, focus: false });
  });

  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", openKeys);
  }
})();
