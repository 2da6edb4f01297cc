// Charts without links: the drawn figure gives way to an interactive one once that has been drawn; if anything fails, it stays.
(() => {
  if (!window.vegaEmbed) return;
  const draw = async (script) => {
    const panel = document.getElementById(script.dataset.chart);
    const still = panel.querySelector(".drawing:not(.narrow)");
    const name = still.querySelector("svg").getAttribute("aria-label");
    const live = document.createElement("div");
    live.className = still.className;
    if (still.querySelector("a")) return;
    const stage = document.createElement("div");
    stage.style.cssText = "position:absolute;visibility:hidden;left:-200vw";
    stage.append(live);
    document.body.append(stage);
    try {
      const spec = JSON.parse(script.textContent);
      await window.vegaEmbed(live, spec, {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: true,
        tooltip: { theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light" },
        loader: { target: "_self", http: () => Promise.reject(new Error("no network")) },
      });
      const svg = live.querySelector("svg");
      if (!svg) return;
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", name);
      svg.removeAttribute("aria-roledescription");
      live.querySelectorAll("[role='graphics-document']").forEach((node) => {
        if (node === svg) return;
        node.removeAttribute("role");
        node.removeAttribute("aria-roledescription");
        node.removeAttribute("aria-label");
      });
      still.replaceWith(live);
    } catch (error) {
      console.info("This figure stays a drawing.", error);
    } finally {
      stage.remove();
    }
  };

  const scripts = [...document.querySelectorAll("script[data-chart]")];
  const byPanel = new Map(scripts.map((script) => [document.getElementById(script.dataset.chart), script]));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        draw(byPanel.get(entry.target));
      }
    },
    { rootMargin: "600px" },
  );
  byPanel.forEach((_, panel) => seen.observe(panel));
})();
