// The bill as Markdown and as plain text, to copy or to save. Whatever a text holds stays text.
(() => {
  "use strict";
  // Every mark that could begin markup in CommonMark or on GitHub; at the start of a line also what would make a list or heading.
  const escape = (text) =>
    text
      .replace(/\s+/g, " ")
      .replace(/[\\`*_[\]<>|~$]/g, "\\$&")
      .replace(/&/g, "&amp;")
      .replace(/^([#+=-])/, "\\$1")
      .replace(/^(\d+)([.)])/, "$1\\$2");

  const markdown = (record) => {
    const parts = [`# ${escape(record.title)}`, ...record.lead.map(escape)];
    for (const section of record.sections) {
      parts.push(`## ${escape(section.heading)}`);
      for (const clause of section.clauses) {
        parts.push(escape(`${clause.label} ${clause.text}`), clause.notes.map((note) => `> ${escape(note)}`).join("\n>\n"));
      }
    }
    return `${[...parts, "------------------------------------------------------------------------", escape(record.foot)].join("\n\n")}\n`;
  };

  const plain = (record) => {
    const parts = [record.title, ...record.lead];
    for (const section of record.sections) {
      parts.push(section.heading);
      for (const clause of section.clauses) parts.push(`${clause.label} ${clause.text}`, ...clause.notes.map((note) => `    ${note}`));
    }
    return `${[...parts, record.foot].join("\n\n")}\n`;
  };

  StateReportCards.takeAway = Object.freeze({ markdown, plain });
})();
