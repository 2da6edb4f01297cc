// The order in which the arrow keys go through the parts of a drawing: row by row, as one reads.
"use strict";
(() => {
  const site = (window.StateReportCards ??= {});

  // Rows of places in `boxes` (what getBoundingClientRect gives), top to bottom and each from left to right. Parts are in one
  // row where their middles lie no further apart than half of what most parts are high.
  site.rows = (boxes) => {
    const places = boxes.map((box, at) => ({ at, x: box.left + box.width / 2, y: box.top + box.height / 2 }));
    const heights = boxes.map((box) => box.height).sort((a, b) => a - b);
    const near = (heights[heights.length >> 1] ?? 0) / 2;
    const rows = [];
    for (const place of places.sort((a, b) => a.y - b.y || a.x - b.x || a.at - b.at)) {
      const row = rows[rows.length - 1];
      if (row && place.y - row[0].y <= near) row.push(place);
      else rows.push([place]);
    }
    return rows.map((row) => row.sort((a, b) => a.x - b.x || a.at - b.at));
  };

  // Where a key leads from the part `at`: to the next or the one before in the whole order, which right alone goes through
  // from end to end; to what lies nearest in the row above or below; to the first or the last. Undefined where it leads nowhere.
  site.step = (rows, at, key) => {
    const order = rows.flat();
    const here = order.findIndex((place) => place.at === at);
    const near = (row) => row?.reduce((best, place) =>
      Math.abs(place.x - order[here].x) < Math.abs(best.x - order[here].x) ? place : best);
    const row = rows.findIndex((places) => places.some((place) => place.at === at));
    const to = {
      ArrowRight: () => order[here + 1],
      ArrowLeft: () => order[here - 1],
      ArrowDown: () => near(rows[row + 1]),
      ArrowUp: () => near(rows[row - 1]),
      Home: () => order[0],
      End: () => order[order.length - 1],
    }[key];
    return to?.()?.at;
  };

  // The next part after `at`, in order, whose words begin with a letter; the search goes round.
  site.named = (rows, words, at, letter) => {
    const order = rows.flat().map((place) => place.at);
    const from = order.indexOf(at) + 1;
    const round = [...order.slice(from), ...order.slice(0, from)];
    return round.find((one) => words[one].toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()));
  };
})();
