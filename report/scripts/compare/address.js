// Which jurisdictions are compared, and the address that holds them: `#with=NE&with=IA&differences=only`.
(() => {
  "use strict";

  // From the text after "#": the codes in order, whether only differences are shown, and the parts that mean nothing here.
  const parse = (text, codes, most) => {
    const chosen = { codes: [], only: false };
    const wrong = [];
    for (const [key, value] of new URLSearchParams(text)) {
      if (key === "with" && codes.includes(value) && !chosen.codes.includes(value) && chosen.codes.length < most) chosen.codes.push(value);
      else if (key === "differences" && value === "only") chosen.only = true;
      else wrong.push(`${key}=${value}`);
    }
    return { chosen, wrong };
  };

  const write = (chosen) => {
    const parts = new URLSearchParams();
    for (const code of chosen.codes) parts.append("with", code);
    if (chosen.only) parts.append("differences", "only");
    return parts.toString();
  };

  const home = (globalThis.StateReportCards ??= {});
  home.compare ??= {};
  home.compare.address = Object.freeze({ parse, write });
})();
