// Boxes that scroll are stops for the Tab key; while all of a box can be seen, it need not be one.
(() => {
  const adapt = (region) => {
    const hidden = region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
    if (hidden) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  };
  const watch = new ResizeObserver((entries) => entries.forEach((entry) => adapt(entry.target)));
  document.querySelectorAll("[role='region'][tabindex]").forEach((region) => watch.observe(region));
})();
