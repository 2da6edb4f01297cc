// "Leave this page", and no way back onto it: loaded first of all, before anything of the page can be seen.
// A reader who follows a link within a page adds nothing to the history; one who leaves gets the neutral page in place of this one,
// and in a new tab where the browser allows; one who then presses Back or Forward is sent on again by every page of the report.
(() => {
  const away = document.currentScript.dataset.to;
  const LEFT = "left";
  const needed = 3;
  const root = document.documentElement;
  let presses = 0;
  let timer = 0;

  // What is remembered: that this tab has left, until its reader comes by a link or an address again. Gone with the tab.
  const remembered = (change) => {
    try {
      return change(sessionStorage);
    } catch {
      return null;
    }
  };
  const hasLeft = () => remembered((store) => store.getItem(LEFT)) !== null;

  const vanish = () => {
    root.style.visibility = "hidden";
    document.title = "";
    remembered((store) => store.setItem(LEFT, ""));
    location.replace(away);
  };

  // The same report in other tabs leaves too.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(LEFT) : null;
  tabs?.addEventListener("message", vanish);

  const leave = () => {
    tabs?.postMessage("");
    // Asked for without a click or a key, a new tab would only bring up the browser's question about it.
    if (navigator.userActivation?.isActive) open(away, "_blank", "noopener,noreferrer");
    vanish();
  };

  const [arrival] = performance.getEntriesByType("navigation");
  if (hasLeft()) {
    if (arrival?.type === "back_forward") {
      window.stop();
      vanish();
      return;
    }
    remembered((store) => store.removeItem(LEFT));
  }

  // A page that the browser keeps is hidden while it is away, so that nothing of it shows if its reader has left meanwhile.
  addEventListener("pagehide", () => (root.style.visibility = "hidden"));
  addEventListener("pageshow", (event) => {
    if (event.persisted && hasLeft()) vanish();
    else root.style.visibility = "";
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    if (!link) return;
    const address = link.getAttribute("href");
    if (link.id === "exit") {
      event.preventDefault();
      leave();
    } else if (address.startsWith("#")) {
      event.preventDefault();
      location.replace(address);
    }
  });

  const forget = () => {
    presses = 0;
    say("");
  };
  const say = (words) => {
    const status = document.querySelector(".exit-status");
    if (status) status.textContent = words;
  };

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    clearTimeout(timer);
    timer = setTimeout(forget, 5000);
    presses += 1;
    if (presses >= needed) leave();
    else say(`Shift: ${needed - presses} more to leave this page`);
  });

  // Shift used for typing a capital or for moving back with Tab is no wish to leave.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") forget();
  });
})();
