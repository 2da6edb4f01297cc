// A phone gets the drawing made for it: asked for there alone, when its figure comes near, and put in the place of the wide one.
"use strict";
(() => {
  const site = (window.StateReportCards ??= {});
  site.drawings ??= {};
  const phone = matchMedia("(max-width: 40rem)");
  const drawings = [...document.querySelectorAll(".drawing[data-narrow]")];
  const wide = new Map(drawings.map((drawing) => [drawing, drawing.querySelector("svg")]));
  const narrow = new Map();

  const drawn = (drawing, file) => {
    const label = file.slice(file.lastIndexOf("/") + 1, -".js".length);
    const read = new DOMParser().parseFromString(site.drawings[label], "image/svg+xml").documentElement;
    const svg = document.importNode(read, true);
    // Links start where the pages of the cards are seen from the top of the site; this page may lie below it.
    const base = file.slice(0, file.indexOf("assets/"));
    svg.querySelectorAll("a[href]").forEach((link) => {
      if (!/^[a-z]+:/i.test(link.getAttribute("href"))) link.setAttribute("href", base + link.getAttribute("href"));
    });
    narrow.set(drawing, svg);
    show(drawing);
  };

  const ask = (drawing) => {
    const file = drawing.dataset.narrow;
    const script = document.createElement("script");
    script.src = file;
    script.onload = () => drawn(drawing, file);
    script.onerror = () => (drawing.dataset.shown = "wide");
    document.head.append(script);
  };

  const show = (drawing) => {
    const svg = (phone.matches && narrow.get(drawing)) || wide.get(drawing);
    if (drawing.firstElementChild !== svg) drawing.replaceChildren(svg);
    drawing.dataset.shown = svg === wide.get(drawing) ? "wide" : "narrow";
    site.oneStop(svg);
  };

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        ask(target);
      }
    },
    { rootMargin: "800px" },
  );

  const adapt = () => {
    for (const drawing of drawings) {
      if (narrow.has(drawing)) show(drawing);
      else if (phone.matches) {
        delete drawing.dataset.shown;
        near.observe(drawing);
      }
      else {
        near.unobserve(drawing);
        drawing.dataset.shown = "wide";
      }
    }
  };
  phone.addEventListener("change", adapt);
  adapt();
})();
