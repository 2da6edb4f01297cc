// A field that finds a state while one types (ARIA Authoring Practices, "Editable Combobox With List Autocomplete"):
// `StateReportCards.choose.combobox(box, label, entries, chosen)`.
//
// box      the element that takes the field
// entries  [{ name, code, label, mark }]: what is matched, what is read out, what stands beside the name
// chosen   called with the entry that was chosen; nothing is kept, and the address stays as it is
(() => {
  "use strict";
  const choose = ((window.StateReportCards ??= {}).choose ??= {});
  let number = 0;

  const made = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  choose.combobox = (box, label, entries, chosen) => {
    const id = `choose-${++number}`;
    const input = made("input", {
      id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "words", spellcheck: "false",
      placeholder: "Type a name", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
    }); // prettier-ignore
    const list = made("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: "" });
    const status = made("p", { role: "status", class: "no-match" });
    let shown = [];
    let active = -1;

    const options = () => [...list.children];
    const mark = (at) => {
      active = at;
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options()[at].id);
        options()[at].scrollIntoView({ block: "nearest" });
      }
    };
    const isOpen = () => !list.hidden;
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    const open = (at) => {
      shown = choose.matches(entries, input.value);
      list.replaceChildren(
        ...shown.map((entry, index) =>
          made("li", { id: `${id}-${index}`, role: "option", "aria-label": entry.label, "aria-selected": "false" },
            made("span", {}, entry.name), made("b", {}, entry.mark)), // prettier-ignore
        ),
      );
      status.textContent = shown.length ? "" : "No state of this name. A postal code works too.";
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      mark(shown.length ? at : -1);
    };
    const take = (at) => {
      const entry = shown[at];
      close();
      input.value = entry.name;
      chosen(entry);
    };

    input.addEventListener("input", () => open(input.value.trim() ? 0 : -1));
    input.addEventListener("click", () => isOpen() || open(-1));
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      const last = shown.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const down = event.key === "ArrowDown";
        if (!isOpen()) open(down ? 0 : -1);
        else if (down) mark(active >= last ? 0 : active + 1);
        else mark(active <= 0 ? last : active - 1);
      } else if (event.key === "Enter" && isOpen() && active >= 0) {
        event.preventDefault();
        take(active);
      } else if (event.key === "Escape") {
        if (isOpen()) close();
        else input.value = status.textContent = "";
      }
    });
    // The field keeps the focus while the list is used with a mouse, so that it does not close under the pointer.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const at = options().indexOf(event.target.closest("[role=option]"));
      if (at >= 0) take(at);
    });

    box.replaceChildren(made("label", { for: id }, label), made("div", { class: "field" }, input, list), status);
    return input;
  };
})();
