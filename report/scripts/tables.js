// Tables: sorted by a click or the keyboard on a column's head; the long ones also filtered.
(() => {
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const number = (text) => {
    const match = /^[^\d\-−+.]{0,2}([-−+]?[\d,]*\.?\d+)/.exec(text);
    return match ? Number(match[1].replace(/,/g, "").replace("−", "-")) : NaN;
  };
  const words = (row, column) => (row.cells[column]?.textContent ?? "").trim();
  const absent = (text) => text === "" || /^[–—…?]$/.test(text);

  const sort = (table, column, direction) => {
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => ({ row, text: words(row, column), n: number(words(row, column)) }));
    const numeric = keyed.every((k) => absent(k.text) || !Number.isNaN(k.n));
    keyed.sort((a, b) => {
      const missing = absent(a.text) - absent(b.text);
      if (missing || absent(a.text)) return missing;
      return direction * (numeric ? a.n - b.n : order.compare(a.text, b.text));
    });
    body.append(...keyed.map((k) => k.row));
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        sort(table, column, up ? 1 : -1);
      });
    });
  };

  const filterable = (table, region, id) => {
    const tools = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    tools.className = "table-tools";
    label.htmlFor = input.id = id;
    label.textContent = "Find in this table";
    input.type = "search";
    input.autocomplete = "off";
    count.setAttribute("role", "status");
    tools.append(label, input, count);
    region.before(tools);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      const rows = [...table.tBodies[0].rows];
      rows.forEach((row) => (row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted)));
      count.textContent = wanted ? `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows` : "";
    });
  };

  document.querySelectorAll(".table-region table").forEach((table, index) => {
    if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length < 5) return;
    if (table.querySelector("tbody [rowspan], tbody [colspan]")) return;
    sortable(table);
    const region = table.closest(".table-region");
    if (table.classList.contains("long") && !table.closest("details")) filterable(table, region, `find-${index}`);
  });
})();
