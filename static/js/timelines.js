"use strict";

// Dragging across a chart on one axis of time narrows the page to the days dragged over. The days
// go into the address, so that a view can be shared and the back button leads out again. Fingers
// scroll the page: they have the links and the form.
(() => {
  const LEAST_PIXELS = 8;
  const root = document.querySelector("[data-zoomable]");
  const box = root && root.querySelector("[data-chart]");
  if (!box) return;
  let from = null;
  let wasDragged = false;
  const shade = document.createElement("div");
  shade.className = "zoom-shade";
  shade.hidden = true;

  const hint = document.querySelector("[data-drag-hint]");
  if (hint && window.matchMedia("(pointer: fine)").matches) hint.hidden = false;

  // The plots share their days, so the first one tells them for all.
  function dayAt(clientX) {
    const chart = echarts.getInstanceByDom(box);
    const axis = chart.getModel().getComponent("xAxis", 0).axis;
    const rect = axis.grid.getRect();
    const x = Math.min(Math.max(clientX - box.getBoundingClientRect().left, rect.x), rect.x + rect.width);
    return { x, moment: chart.convertFromPixel({ xAxisIndex: 0 }, x) };
  }

  const iso = (moment) => new Date(moment).toISOString().slice(0, 10);

  function addressOf(one, other) {
    const query = new URLSearchParams(window.location.search);
    query.delete("page");
    query.set("since", iso(Math.min(one, other)));
    query.set("until", iso(Math.max(one, other)));
    return `${window.location.pathname}?${query}`;
  }

  function show(x) {
    shade.hidden = false;
    shade.style.left = `${Math.min(from.x, x)}px`;
    shade.style.width = `${Math.abs(x - from.x)}px`;
  }

  function stop() {
    from = null;
    shade.hidden = true;
  }

  box.addEventListener("pointerdown", (event) => {
    wasDragged = false;
    if (event.button !== 0 || event.pointerType === "touch") return;
    if (document.documentElement.dataset.charts !== "ready") return;
    box.append(shade);
    from = { ...dayAt(event.clientX), pixel: event.clientX };
  });
  window.addEventListener("pointermove", (event) => {
    if (!from || Math.abs(event.clientX - from.pixel) < LEAST_PIXELS) return;
    wasDragged = true;
    show(dayAt(event.clientX).x);
  });
  window.addEventListener("pointerup", (event) => {
    if (!from) return;
    const begun = from;
    stop();
    if (wasDragged) window.location.assign(addressOf(begun.moment, dayAt(event.clientX).moment));
  });
  window.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      wasDragged = false;
      stop();
    }
  });
  // A drag that ends on a mark does not open the mark.
  box.addEventListener("click", (event) => {
    if (!wasDragged) return;
    event.stopPropagation();
    wasDragged = false;
  }, true);
})();
