// Contents list: closed at first where it would fill a small screen, and marking the section being read.
(() => {
  const nav = document.querySelector(".contents");
  if (!nav) return;
  const fold = nav.querySelector("details");
  const wide = matchMedia("(min-width: 66rem)");
  const adapt = () => (fold.open = wide.matches);
  adapt();
  wide.addEventListener("change", adapt);

  const links = new Map([...nav.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const mark = (link) => {
    nav.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  };
  const watch = new IntersectionObserver(
    (entries) => entries.forEach((entry) => entry.isIntersecting && mark(links.get(entry.target.id))),
    { rootMargin: "0px 0px -80% 0px" },
  );
  links.forEach((_, id) => {
    const section = document.getElementById(id);
    if (section) watch.observe(section);
  });
})();
