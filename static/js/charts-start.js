"use strict";

// The drawing of charts is large: it is fetched after the page itself is on the screen, and only
// where there is a chart to draw.
(() => {
  const { echarts, charts } = document.currentScript.dataset;

  function load() {
    if (!document.querySelector("[data-chart]")) return;
    for (const address of [echarts, charts]) {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // in this order
      document.head.append(script);
    }
  }

  document.addEventListener("DOMContentLoaded", () => setTimeout(load));
})();
