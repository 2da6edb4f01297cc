// What axe-core finds wrong on a page, as [rule, impact, how many, the markup of the first]. `colors`: by those rules alone that
// look at colors.
//
// Most of its time goes into the contrast of words. Words that look alike, in elements that look alike, with nothing else
// behind or before them, have one contrast: the first of them is judged for all. Where it does not pass, or nothing can be
// said of it, each of them is.
async (colors) => {
    const CONTRAST = "color-contrast", COLORS = [CONTRAST, "link-in-text-block"];
    const STYLES = [
        "color", "backgroundColor", "backgroundImage", "backgroundClip", "opacity", "mixBlendMode", "visibility",
        "fontSize", "fontWeight", "textShadow", "webkitTextStrokeColor", "webkitTextStrokeWidth",
    ];
    const NO_COLOR = "rgba(0, 0, 0, 0)";
    const PICTURES = "svg, img, canvas, video, object, iframe";
    const CONTROLS = "input, select, textarea, button";

    // Element → number; the same number where an element and all that it stands in look the same.
    const looks = new Map(), numbers = new Map();
    function look(one) {
        if (one === null) return -1;
        if (!looks.has(one)) {
            const style = getComputedStyle(one);
            const text = [look(one.parentElement), one.localName, ...STYLES.map((name) => style[name])].join("|");
            if (!numbers.has(text)) numbers.set(text, numbers.size);
            looks.set(one, numbers.get(text));
        }
        return looks.get(one);
    }

    const paints = (one, style) =>
        style.backgroundColor !== NO_COLOR || style.backgroundImage !== "none" || one.matches(PICTURES);
    const speaks = (one) =>
        one.matches(CONTROLS) || [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    // Neighbors whose edges meet do not overlap.
    const overlap = (one, other) =>
        one.left + 1 < other.right && other.left + 1 < one.right && one.top + 1 < other.bottom && other.top + 1 < one.bottom;

    // Lists of elements with words, each of such as have one contrast. Of words in a drawing axe-core says nothing: it does not
    // know what stands behind them.
    function alike() {
        const boxes = [], words = [];
        for (const element of document.body.querySelectorAll(":not(svg *)")) {
            if (!element.checkVisibility() && !element.matches(CONTROLS)) continue;
            const { left, top, right, bottom } = element.getBoundingClientRect();
            const part = { element, left, top, right, bottom };
            if (paints(element, getComputedStyle(element))) boxes.push(part);
            if (speaks(element)) words.push(part);
        }
        const groups = new Map();
        for (const part of words) {
            const { element } = part;
            const alone = boxes.some((box) =>
                overlap(box, part) && !box.element.contains(element) && !element.contains(box.element));
            const key = alone ? element : look(element);
            if (!groups.has(key)) groups.set(key, []);
            // Of a single letter, or of what a box that scrolls has out of sight, axe-core says nothing.
            const plain = part.right <= innerWidth && element.textContent.trim().length > 1;
            groups.get(key)[plain ? "unshift" : "push"](element);
        }
        return [...groups.values()];
    }

    // Elements are told by reference: to write down or find a selector for each that passes costs a quarter of the time.
    axe.configure({ noHtml: true });
    const rule = axe._audit.rules.find(({ id }) => id === CONTRAST);
    const matches = rule.matches;

    // What rules say of the page; of the contrast of words, what can be said of these elements.
    async function judge(rules, elements = []) {
        const chosen = new Set(elements);
        rule.matches = (element, ...more) => chosen.has(element) && matches.call(rule, element, ...more);
        const asked = { ...rules, resultTypes: ["violations", "passes"], selectors: false, elementRef: true };
        const { violations, passes } = await axe.run(document, asked).finally(() => { rule.matches = matches; });
        const passed = passes.filter(({ id }) => id === CONTRAST).flatMap(({ nodes }) => nodes.map(({ element }) => element));
        return { violations, passed: new Set(passed) };
    }

    async function judgeColors() {
        const groups = alike();
        const first = await judge({ runOnly: COLORS }, groups.map(([one]) => one));
        const others = groups.filter(([one]) => !first.passed.has(one)).flatMap(([, ...more]) => more);
        const second = others.length > 0 ? (await judge({ runOnly: [CONTRAST] }, others)).violations : [];
        const found = new Map(first.violations.map((rule) => [rule.id, rule]));
        for (const rule of second) found.set(rule.id, { ...rule, nodes: [...(found.get(rule.id)?.nodes ?? []), ...rule.nodes] });
        return [...found.values()];
    }

    // Three in four elements of the report stand in its drawings: while only colors are looked at, these are empty.
    async function withoutDrawings(ask) {
        const drawings = [...document.querySelectorAll("svg:not(svg svg)")].map((svg) => [svg, [...svg.childNodes]]);
        for (const [svg] of drawings) svg.replaceChildren();
        return ask().finally(() => { for (const [svg, parts] of drawings) svg.replaceChildren(...parts); });
    }

    const found = await withoutDrawings(judgeColors);
    if (!colors) {
        const others = Object.fromEntries(COLORS.map((id) => [id, { enabled: false }]));
        found.push(...(await judge({ rules: others })).violations);
    }
    return found.map(({ id, impact, nodes }) => [id, impact, nodes.length, nodes[0].element.outerHTML]);
}
