// Charts are drawings; this script adds values on pointing, on request. Without it nothing is lost but that.
(function () {
  "use strict";
  const root = document.body.dataset.root;

  function load(src) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = src;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;

  function showTip(handler, event, item, value) {
    if (value === null || value === undefined || value === "") {
      tip.hidden = true;
      return;
    }
    tip.textContent = Object.entries(value).map(([key, text]) => key + ": " + text).join("\n");
    tip.hidden = false;
    const left = Math.min(event.clientX + 12, window.innerWidth - tip.offsetWidth - 8);
    const above = event.clientY + 12 + tip.offsetHeight > window.innerHeight;
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = (above ? event.clientY - tip.offsetHeight - 8 : event.clientY + 12) + "px";
  }

  async function enliven(figure, button) {
    const name = figure.dataset.chart;
    button.disabled = true;
    try {
      if (!window.vegaEmbed) await load(root + "assets/vega.js");
      await load(root + "charts/" + name + ".js");
      const specs = window.trackerCharts[name];
      const spec = window.matchMedia("(max-width: 640px)").matches ? specs.narrow : specs.wide;
      const place = document.createElement("div");
      await window.vegaEmbed(place, spec, {
        actions: false, ast: true, defaultStyle: false, mode: "vega-lite", renderer: "svg", tooltip: showTip,
      });
      if (!tip.isConnected) document.body.append(tip);
      const view = place.querySelector("svg");
      if (view) {
        view.setAttribute("viewBox", "0 0 " + view.getAttribute("width") + " " + view.getAttribute("height"));
        view.style.maxWidth = "100%";
        view.style.height = "auto";
      }
      figure.querySelector(".drawing").replaceChildren(place);
      button.remove();
    } catch (error) {
      button.textContent = "The interactive view could not be loaded";
    }
  }

  for (const form of document.querySelectorAll("form.filters")) {
    const rows = document.querySelectorAll(".sifted");
    const tell = function () {
      const shown = Array.from(rows).filter((row) => getComputedStyle(row).display !== "none").length;
      form.querySelector(".shown").textContent = shown + " of " + rows.length + " shown";
    };
    form.addEventListener("change", tell);
    form.addEventListener("reset", () => setTimeout(tell, 0));
    tell();
  }

  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const button = figure.querySelector("button.interactive");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => enliven(figure, button));
  }
})();
