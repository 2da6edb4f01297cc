// "Leave this page": replaces the page, so that Back does not return here. Shift pressed three times does the same.
(() => {
  const link = document.getElementById("exit");
  if (!link) return;
  const status = document.querySelector(".exit-status");
  const needed = 3;
  let presses = 0;
  let timer = 0;

  const leave = () => {
    document.title = "";
    document.documentElement.style.visibility = "hidden";
    location.replace(link.href);
  };

  const forget = () => {
    presses = 0;
    status.textContent = "";
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    clearTimeout(timer);
    timer = setTimeout(forget, 5000);
    presses += 1;
    if (presses >= needed) leave();
    else status.textContent = `Shift: ${needed - presses} more to leave this page`;
  });

  // Shift used for typing a capital or for moving back with Tab is no wish to leave.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") forget();
  });

  // A page kept by the browser must be seen again when the reader comes back on purpose.
  addEventListener("pageshow", () => {
    document.documentElement.style.visibility = "";
  });
})();
