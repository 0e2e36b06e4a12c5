"use strict";

// What stands around the drawing of a chart: its legend, the numbers beside its points, and the
// chart as a picture. For charts.js, which is loaded after it.
const aroundCharts = (() => {
  const isRtl = document.documentElement.dir === "rtl";
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // What a series looks like in a legend: paths in a box of 12, drawn as outlines where it is hollow.
  const ICONS = {
    circle: "M6 2a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
    rect: "M2 2h8v8h-8z",
    roundRect: "M4 2h4q2 0 2 2v4q0 2-2 2h-4q-2 0-2-2v-4q0-2 2-2z",
    diamond: "M6 1l4 5-4 5-4-5z",
    triangle: "M6 2l4.5 8h-9z",
    turned: "M6 10L1.5 2h9z",
    bar: "M0 3h12v6h-12z",
    line: "M0 6h3M4.5 6h3M9 6h3",
    level: "M0 6h12",
  };

  function iconOf(series) {
    if (series.renderItem === "segment") return { path: ICONS.line, isHollow: true };
    if (series.renderItem === "level") return { path: ICONS.level, isHollow: true };
    if (series.type !== "scatter") return { path: ICONS.bar, isHollow: false };
    if (series.symbol.startsWith("path://")) return { path: series.symbol.slice(7), isHollow: false };
    const shape = series.symbol.replace(/^empty./, (head) => head.at(-1).toLowerCase());
    const isHollow = shape !== series.symbol || series.itemStyle.color === "transparent";
    return { path: series.symbolRotate ? ICONS.turned : ICONS[shape], isHollow };
  }

  function legendOf(raw) {
    const entries = new Map();
    for (const series of raw.series) {
      if (!series.name || !series.data.length || entries.has(series.name)) continue;
      const { color, borderColor } = series.itemStyle;
      entries.set(series.name, { name: series.name, ...iconOf(series), ink: color === "transparent" ? borderColor : color });
    }
    return [...entries.values()];
  }

  const SVG = "http://www.w3.org/2000/svg";

  function icon(entry) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("class", entry.isHollow ? "mark" : "mark mark-full");
    svg.setAttribute("aria-hidden", "true");
    svg.style.color = `var(${entry.ink})`;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", entry.path);
    svg.append(path);
    return svg;
  }

  // A name in the legend shows and hides its marks.
  function addLegend(box, raw, chart) {
    const legend = document.querySelector(`[data-legend-of="${box.dataset.chart}"]`);
    if (!legend) return;
    for (const entry of legendOf(raw)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "legend-entry";
      button.setAttribute("aria-pressed", "true");
      const name = document.createElement("bdi");
      name.textContent = entry.name;
      button.append(icon(entry), name);
      button.addEventListener("click", () => {
        chart.dispatchAction({ type: "legendToggleSelect", name: entry.name });
        const { selected } = chart.getOption().legend[0];
        button.setAttribute("aria-pressed", String(selected[entry.name] !== false));
      });
      legend.append(button);
    }
    legend.hidden = !legend.childElementCount;
  }

  // Numbers stand beside their points wherever they cover neither a point nor another number, and
  // nowhere where there is no such place: the tooltip and the table have them all.
  const POINT = 8;
  const ARROW = 21;
  const TEXT = 13;
  const SIDES = [["right", 1, 0], ["left", -1, 0], ["top", 0, -1], ["bottom", 0, 1]];
  if (isRtl) SIDES.unshift(SIDES.splice(1, 1)[0]);

  const around = (x, y, wide, high) => ({ left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 });
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // Give the boxes that points, and the arrows on them, take up on the chart.
  function takenBy(series, at) {
    if (series.type === "scatter") return series.data.map((item) => around(...at(item.value), 2 * POINT, 2 * POINT));
    if (series.newsmon !== "whisker") return [];
    return series.data.map(({ value }) => {
      const [x, y] = at(value);
      return around(x, value[3] === "down" ? y + ARROW / 2 : y - ARROW / 2, POINT, ARROW);
    });
  }

  function placeNumbers(chart, option) {
    if (option.geo || !option.series.some((series) => series.data.some((item) => item.label))) return;
    const context = document.createElement("canvas").getContext("2d");
    context.font = `11px ${option.textStyle.fontFamily}`;
    const at = (index) => (value) => chart.convertToPixel({ seriesIndex: index }, value.slice(0, 2));
    const taken = option.series.flatMap((series, index) => takenBy(series, at(index)));
    const isFree = (box) => box.left >= 0 && box.right <= chart.getWidth() && !taken.some((other) => meet(box, other));
    option.series.forEach((series, index) => {
      for (const item of series.data.filter((one) => one.label)) {
        const [x, y] = at(index)(item.value);
        const long = context.measureText(item.label.formatter).width + 2;
        item.label.show = SIDES.some(([side, across, down]) => {
          const box = around(x + across * (POINT + 2 + long / 2), y + down * (POINT + 2 + TEXT / 2), long, TEXT);
          if (!isFree(box)) return false;
          item.label.position = side;
          taken.push(box);
          return true;
        });
      }
    });
    chart.setOption({ series: option.series });
  }

  // A chart as a picture that says by itself what it shows: title, summary, drawing, address.
  const MARGIN = 16;
  const LINE = 20;

  function wrapped(context, text, width) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
      if (context.measureText(longer).width <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  // The legend's entries that are shown, in rows that fit.
  function legendRows(context, box, width) {
    const shown = document.querySelectorAll(`[data-legend-of="${box.dataset.chart}"] [aria-pressed="true"]`);
    const rows = [];
    let room = 0;
    for (const entry of shown) {
      const long = 16 + context.measureText(entry.textContent).width + MARGIN;
      if (long > room) {
        rows.push([]);
        room = width;
      }
      rows.at(-1).push({ entry, long });
      room -= long;
    }
    return rows;
  }

  function drawNames(context, row, start, top) {
    let x = start;
    for (const { entry, long } of row) {
      const svg = entry.querySelector("svg");
      const path = new Path2D(svg.firstChild.getAttribute("d"));
      const ink = getComputedStyle(svg).color;
      context.save();
      context.translate(isRtl ? x - 12 : x, top + 3);
      context.fillStyle = context.strokeStyle = ink;
      context.lineWidth = 2;
      if (svg.classList.contains("mark-full")) context.fill(path);
      else context.stroke(path);
      context.restore();
      context.fillText(entry.textContent, isRtl ? x - 16 : x + 16, top + 13);
      x += isRtl ? -long : long;
    }
  }

  function picture(box) {
    // The canvas on the page knows the direction of the page; one of its own would not.
    const drawn = box.querySelector("canvas");
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    const face = getComputedStyle(document.body).fontFamily;
    const size = { width: box.clientWidth, height: box.clientHeight };
    const width = size.width + 2 * MARGIN;
    context.font = `13px ${face}`;
    const caption = box.closest("figure").querySelector("figcaption").textContent.trim();
    const lines = wrapped(context, caption.replace(/\s+/g, " "), width - 2 * MARGIN);
    const names = legendRows(context, box, width - 2 * MARGIN);
    const top = MARGIN + LINE + (lines.length + names.length) * LINE + MARGIN / 2;
    canvas.width = width * 2;
    canvas.height = (top + size.height + MARGIN + LINE) * 2;
    context.scale(2, 2);
    context.fillStyle = colour("--surface");
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.direction = isRtl ? "rtl" : "ltr";
    context.textAlign = "start";
    const start = isRtl ? width - MARGIN : MARGIN;
    context.fillStyle = colour("--ink");
    context.font = `600 15px ${face}`;
    context.fillText(document.title, start, MARGIN + 13);
    context.font = `13px ${face}`;
    context.fillStyle = colour("--muted");
    lines.forEach((line, at) => context.fillText(line, start, MARGIN + LINE + 13 + at * LINE));
    names.forEach((row, at) => drawNames(context, row, start, MARGIN + LINE + (lines.length + at) * LINE));
    context.drawImage(drawn, MARGIN, top, size.width, size.height);
    context.direction = "ltr";
    context.textAlign = "left";
    context.fillText(window.location.href.slice(0, 160), MARGIN, top + size.height + LINE);
    return canvas;
  }

  function addPicture(box) {
    const button = document.querySelector(`[data-picture-of="${box.dataset.chart}"]`);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      picture(box).toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = `${box.dataset.chart.replace(/^chart-/, "newsmon-")}.png`;
        link.click();
        URL.revokeObjectURL(link.href);
      }, "image/png");
    });
  }

  return { addLegend, placeNumbers, addPicture };
})();
