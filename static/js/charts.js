"use strict";

// Draws the chart options that dashboard/charts.py made. Options are data: a string "--name" is a
// colour of variables.css, and functions are named here.
(() => {
  const { addLegend, placeNumbers, addPicture } = aroundCharts;
  const DAY = 86400000;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function coloured(value) {
    if (typeof value === "string") return value.startsWith("--") ? colour(value) : value;
    if (Array.isArray(value)) return value.map(coloured);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, coloured(part)]));
    }
    return value;
  }

  // A tooltip is built from text nodes: nothing that the press wrote is read as markup.
  function tip(isRtl) {
    return (params) => {
      const said = params.data && params.data.tip;
      if (!said) return "";
      const box = document.createElement("div");
      box.className = "chart-tip";
      box.dir = isRtl ? "rtl" : "ltr";
      const title = document.createElement("strong");
      title.textContent = said.title;
      box.append(title);
      for (const line of said.lines) {
        const row = document.createElement("span");
        row.textContent = line;
        box.append(row);
      }
      if (said.quote) {
        const quote = document.createElement("q");
        quote.lang = said.lang;
        quote.dir = said.dir;
        quote.textContent = said.quote;
        box.append(quote);
      }
      return box;
    };
  }

  // As the page does: the narrow space between thousands is lost in small type.
  const numberText = (locale) => (value) => Math.round(value).toLocaleString(locale).replaceAll("\u202f", "\u00a0");

  const dayText = ({ months, numbers }) => (value) => {
    const on = new Date(value);
    const plain = (part) => part.toLocaleString(numbers, { useGrouping: false });
    const text = `${plain(on.getUTCDate())} ${months[on.getUTCMonth()]}`;
    return on.getUTCMonth() === 0 && on.getUTCDate() === 1 ? `${text} ${plain(on.getUTCFullYear())}` : text;
  };

  const monthText = ({ months, numbers }) => (value) => {
    const on = new Date(value);
    return `${months[on.getUTCMonth()]} ${on.getUTCFullYear().toLocaleString(numbers, { useGrouping: false })}`;
  };

  // A truce: thin while only declared, thick in force, fading where no end is known.
  function ceasefireBar(params, api) {
    const from = api.coord([api.value(0), api.value(2)]);
    const to = api.coord([api.value(1), api.value(2)]);
    const style = api.value(3);
    const height = style === "declared" ? 2 : 12;
    const left = Math.min(from[0], to[0]);
    const width = Math.max(Math.abs(to[0] - from[0]), 3);
    const ink = api.visual("color");
    const fill = style === "open"
      ? new echarts.graphic.LinearGradient(from[0] <= to[0] ? 0 : 1, 0, from[0] <= to[0] ? 1 : 0, 0,
        [{ offset: 0, color: ink }, { offset: 0.75, color: ink }, { offset: 1, color: "transparent" }])
      : ink;
    const shapes = [{
      type: "rect",
      shape: { x: left, y: from[1] - height / 2, width, height },
      style: { fill, opacity: style === "declared" ? 1 : 0.8 },
    }];
    if (style === "effect") {
      shapes.push({
        type: "rect",
        shape: { x: to[0] - 1.5, y: from[1] - 10, width: 3, height: 20 },
        style: { fill: colour("--end") },
      });
    }
    return { type: "group", children: shapes };
  }

  // What the quantifier says: up to the end of a range, "more than" upward, "up to" downward.
  function whisker(params, api) {
    const at = api.coord([api.value(0), api.value(1)]);
    const style = api.value(3);
    const line = { stroke: api.visual("color"), lineWidth: 2, fill: "none" };
    if (style === "range") {
      const top = api.coord([api.value(0), api.value(2)]);
      return { type: "group", children: [
        { type: "line", shape: { x1: at[0], y1: at[1], x2: top[0], y2: top[1] }, style: line },
        { type: "line", shape: { x1: top[0] - 6, y1: top[1], x2: top[0] + 6, y2: top[1] }, style: line },
      ] };
    }
    const way = style === "up" ? -1 : 1;
    const tipY = at[1] + way * 20;
    return { type: "group", children: [
      { type: "line", shape: { x1: at[0], y1: at[1], x2: at[0], y2: tipY }, style: line },
      { type: "polyline", shape: { points: [[at[0] - 4, tipY - way * 5], [at[0], tipY], [at[0] + 4, tipY - way * 5]] }, style: line },
    ] };
  }

  // From the lowest to the highest over the days of a window; a day is drawn around its point.
  function band(params, api) {
    const low = api.coord([api.value(0) - DAY * 0.4, api.value(1)]);
    const high = api.coord([api.value(3) - DAY * 0.6, api.value(2)]);
    const width = Math.max(Math.abs(high[0] - low[0]), 6);
    const middle = (low[0] + high[0]) / 2;
    return {
      type: "rect",
      shape: { x: middle - width / 2, y: high[1], width, height: Math.max(low[1] - high[1], 1) },
      style: { fill: api.visual("color") },
    };
  }

  // A running total goes on from one report to the next: dashed. A level is one number over days.
  const drawn = (dashes) => (params, api) => {
    const from = api.coord([api.value(0), api.value(1)]);
    const to = api.coord([api.value(2), api.value(3)]);
    return {
      type: "line",
      shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
      style: { stroke: api.visual("color"), lineWidth: 1.5, lineDash: dashes, fill: "none" },
    };
  };

  const painters = { ceasefireBar, whisker, band, segment: drawn([5, 4]), level: drawn(null) };

  const narrow = (box) => box.clientWidth < 560;
  const WIDE = 150;
  const NARROW_NAMES = 104;

  // On a phone: short names, and two dates along the axis.
  function fit(option) {
    for (const grid of [option.grid].flat().filter(Boolean)) {
      for (const side of ["left", "right"]) {
        if (grid[side] > WIDE) grid[side] = NARROW_NAMES + 14;
      }
    }
    for (const axis of [option.xAxis].flat().filter(Boolean)) {
      for (const part of [axis.axisLabel, axis.axisTick, axis.splitLine]) {
        if (part && part.customValues) {
          const all = part.customValues;
          part.customValues = [0.25, 0.75].map((share) => all[Math.floor((all.length - 1) * share)]);
        }
      }
    }
  }

  // A hollow shape shows the ground of the page, which ECharts takes to be white.
  function hollow(symbol, ink) {
    const shape = symbol.replace(/^empty./, (head) => head.at(-1).toLowerCase());
    return { symbol: shape, itemStyle: { color: colour("--surface"), borderColor: ink, borderWidth: 2.5, opacity: 1 } };
  }

  function emptied(series) {
    const ink = series.itemStyle && series.itemStyle.color;
    if (series.symbol && series.symbol.startsWith("empty")) Object.assign(series, hollow(series.symbol, ink));
    for (const item of series.data) {
      if (item.symbol && item.symbol.startsWith("empty")) Object.assign(item, hollow(item.symbol, ink));
    }
  }

  function resolved(raw, box) {
    const { newsmon, ...rest } = coloured(raw);
    const formatters = { day: dayText(newsmon), month: monthText(newsmon), number: numberText(newsmon.numbers) };
    const axes = [rest.xAxis, rest.yAxis].flat().filter(Boolean);
    const isNarrow = narrow(box);
    if (isNarrow) fit(rest);
    for (const axis of axes) {
      const text = axis.axisLabel;
      if (!text) continue;
      if (text.formatter in formatters) text.formatter = formatters[text.formatter];
      if (isNarrow && text.width) Object.assign(text, { width: NARROW_NAMES, overflow: "truncate" });
    }
    for (const series of rest.series) {
      emptied(series);
      series.newsmon = series.renderItem;
      if (series.renderItem) series.renderItem = painters[series.renderItem];
    }
    rest.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily };
    rest.tooltip.formatter = tip(newsmon.isRtl);
    rest.tooltip.backgroundColor = colour("--raised");
    rest.tooltip.borderColor = colour("--line-strong");
    rest.tooltip.textStyle = { color: colour("--ink") };
    rest.aria = { enabled: false };
    return rest;
  }

  // Fewer days have dates of their own under them: as tick_days of dashboard/charts/base.py.
  const STEPS = [1, 2, 3, 5, 7, 14];
  const MONTHS = [1, 2, 3, 6, 12, 24];
  const MOST_TICKS = 11;

  function ticks(low, high, most) {
    const step = STEPS.find((days) => (high - low) / (days * DAY) <= most);
    const found = [];
    if (step) {
      for (let on = low; on <= high; on += step * DAY) found.push(on);
      return { found, formatter: "day" };
    }
    const [first, last] = [low - 1, high].map((at) => new Date(at)).map((on) => on.getUTCFullYear() * 12 + on.getUTCMonth());
    const months = MONTHS.find((each) => (last - first) / each <= most) || MONTHS.at(-1);
    for (let at = first + 1; at <= last; at += 1) if (at % months === 0) found.push(Date.UTC(Math.floor(at / 12), at % 12, 1));
    return { found, formatter: "month" };
  }

  function followZoom(chart, box, formatters) {
    chart.on("datazoom", () => {
      const { startValue, endValue } = chart.getOption().dataZoom[0];
      const { found, formatter } = ticks(Math.ceil(startValue / DAY) * DAY, endValue, narrow(box) ? 2 : MOST_TICKS);
      const shown = { customValues: found };
      chart.setOption({ xAxis: { axisLabel: { ...shown, formatter: formatters[formatter] }, axisTick: shown, splitLine: shown } });
    });
  }

  function draw(box) {
    const raw = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    const devicePixelRatio = Math.max(2, window.devicePixelRatio); // sharp as a picture, too
    const chart = echarts.init(box, null, { renderer: "canvas", devicePixelRatio });
    const redraw = () => {
      const option = resolved(raw, box);
      const { legend } = chart.getOption() || {};
      if (legend) option.legend.selected = legend[0].selected;
      chart.setOption(option, { notMerge: true });
      placeNumbers(chart, option);
    };
    redraw();
    addLegend(box, raw, chart);
    if (raw.dataZoom) followZoom(chart, box, { day: dayText(raw.newsmon), month: monthText(raw.newsmon) });
    chart.on("click", (params) => {
      if (params.data && params.data.url) window.location.assign(params.data.url);
    });
    chart.on("mouseover", (params) => {
      box.style.cursor = params.data && params.data.url ? "pointer" : "default";
    });
    return redraw;
  }

  // Outlines come from a file of their own. Without them the points still stand in their places.
  const NO_OUTLINES = { type: "FeatureCollection", features: [{ type: "Feature", properties: { name: "" },
    geometry: { type: "Polygon", coordinates: [[[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]]] } }] };

  async function loadOutlines() {
    const box = document.querySelector("[data-outlines]");
    if (!box) return;
    const answer = await fetch(box.dataset.outlines).catch(() => null);
    const outlines = answer && answer.ok ? await answer.json().catch(() => NO_OUTLINES) : NO_OUTLINES;
    echarts.registerMap("countries", outlines);
  }

  // A map is moved by dragging, and by these buttons: a wheel goes on scrolling the page.
  function addZoom(box) {
    const buttons = document.querySelector(`[data-zoom-of="${box.dataset.chart}"]`);
    if (!buttons) return;
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button) return;
      const chart = echarts.getInstanceByDom(box);
      const { x, y } = { x: chart.getWidth() / 2, y: chart.getHeight() / 2 };
      chart.dispatchAction({ type: "geoRoam", componentType: "geo", geoIndex: 0, zoom: Number(button.dataset.zoom), originX: x, originY: y });
    });
  }

  async function start() {
    await loadOutlines();
    const boxes = [...document.querySelectorAll("[data-chart]")];
    const redraws = new Map(boxes.map((box) => [box, draw(box)]));
    const redrawAll = () => redraws.forEach((redraw) => redraw());
    const resize = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const chart = echarts.getInstanceByDom(target);
        if (!chart || chart.getWidth() === target.clientWidth) continue;
        chart.resize();
        redraws.get(target)();
      }
    });
    boxes.forEach((box) => resize.observe(box));
    boxes.forEach(addZoom);
    boxes.forEach(addPicture);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
    document.documentElement.dataset.charts = "ready";
  }

  // Text is measured with the page's own face, so wait for it.
  document.fonts.ready.then(start);
})();
