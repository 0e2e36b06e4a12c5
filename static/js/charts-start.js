"use strict";

// The drawing of charts is large: it is fetched after the page itself is on the screen, and only
// where there is a chart to draw. Its room is kept free from the start, so that nothing moves.
(() => {
  const addresses = document.currentScript.dataset.scripts.split(" ");

  const boxes = document.querySelectorAll("[data-chart]");
  for (const box of boxes) {
    box.hidden = false;
    box.style.height = `${box.dataset.height}px`;
  }
  for (const legend of document.querySelectorAll("[data-legend-of]")) legend.hidden = false;

  function load() {
    if (!boxes.length) return;
    for (const address of addresses) {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // in this order
      document.head.append(script);
    }
  }

  document.addEventListener("DOMContentLoaded", () => setTimeout(load));
})();
