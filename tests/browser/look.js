// SPDX-License-Identifier: MIT
//
// What is looked for inside a page. Each function is sent to the browser as it stands, measures what
// the browser drew and returns a list of sentences: the faults.
'use strict';

// Words over words, words or foreign lines over what they may not touch, anything outside. Boxes of
// words are turned as the words are: boxes along the axes would see faults where there are none.
function boxes(style) {
    const faults = [], root = document.querySelector('svg'), view = root.viewBox.baseVal;
    const base = root.getScreenCTM().inverse();
    const place = (e) => base.multiply(e.getScreenCTM());
    const name = (e) => JSON.stringify(e.textContent.slice(0, 40));
    const corners = (e) => {
        const b = e.getBBox(), m = place(e);
        return [[b.x, b.y], [b.x + b.width, b.y], [b.x + b.width, b.y + b.height],
            [b.x, b.y + b.height]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(m));
    };
    const span = (c, x, y) => {
        const along = c.map((p) => p.x * x + p.y * y);
        return [Math.min(...along), Math.max(...along)];
    };
    // How deep two boxes are in each other, along the sides of both.
    const depth = (a, b) => {
        let least = Infinity;
        for (const c of [a, b]) {
            for (const i of [0, 1]) {
                const x = c[i + 1].x - c[i].x, y = c[i + 1].y - c[i].y, l = Math.hypot(x, y) || 1;
                const [p, q] = span(a, x / l, y / l), [r, s] = span(b, x / l, y / l);
                least = Math.min(least, Math.min(q, s) - Math.max(p, r));
            }
        }
        return least;
    };
    const distance = (p, box) => {
        const m = box.inverse, b = box.b;
        const x = m.a * p.x + m.c * p.y + m.e, y = m.b * p.x + m.d * p.y + m.f;
        return Math.hypot(Math.max(b.x - x, x - b.x - b.width, 0),
            Math.max(b.y - y, y - b.y - b.height, 0));
    };
    const plain = ({ a, b, c, d, e, f }) => ({ a, b, c, d, e, f });
    const texts = [...root.querySelectorAll('text')].filter((e) => e.getBBox().width > 0).map((e) =>
        ({ e, c: corners(e).map(({ x, y }) => ({ x, y })), b: DOMRect.fromRect(e.getBBox()).toJSON(),
            inverse: plain(place(e).inverse()), owner: e.closest('g[id]') }));
    for (const t of texts) {
        const [left, right] = t.x = span(t.c, 1, 0), [top, bottom] = t.y = span(t.c, 0, 1);
        if (left < view.x - 1 || top < view.y - 1 || right > view.x + view.width + 1 ||
            bottom > view.y + view.height + 1) faults.push(`${name(t.e)} is outside`);
    }
    for (let i = 0; i < texts.length; i++) {
        for (let k = 0; k < i; k++) {
            const a = texts[i], b = texts[k];
            if (a.x[0] > b.x[1] || b.x[0] > a.x[1] || a.y[0] > b.y[1] || b.y[0] > a.y[1]) continue;
            if (depth(a.c, b.c) > 1)
                faults.push(`${name(texts[i].e)} over ${name(texts[k].e)}`);
        }
    }
    if (style !== 'trains') return faults;

    const kind = (e) => (e.closest('g[id]')?.id.match(/-([a-z])\d+$/) ?? [])[1];
    const key = (e) => e.closest('g[id]').id.replace(/^.*-/, '');
    const lines = [];
    for (const e of root.querySelectorAll('path')) {
        if (kind(e) !== 'l') continue;
        const m = place(e), long = e.getTotalLength(), points = [];
        for (let at = 0; at <= long; at += 2) {
            const { x, y } = e.getPointAtLength(at).matrixTransform(m);
            points.push({ x, y });
        }
        lines.push({ e, points, key: key(e), half: +getComputedStyle(e).strokeWidth.slice(0, -2) / 2 });
    }
    // A letter stands in its badge on its line, a count of ticks over them.
    const own = (t, line) => t.owner === line.e.closest('g[id]') &&
        (t.e.textContent.length === 1 || line.half < 2);
    for (const t of texts) {
        for (const line of lines) {
            if (!own(t, line) && line.points.some((p) => distance(p, t) < line.half + 1))
                faults.push(`${name(t.e)} meets line ${line.key}`);
        }
    }
    let bars = 0;
    for (const e of root.querySelectorAll('rect')) {
        if (kind(e) !== 's') continue;
        bars++;
        const bar = { b: e.getBBox(), inverse: plain(place(e).inverse()) }, c = corners(e);
        const served = new Set(e.closest('g[id]').classList);
        const reached = new Set();
        for (const line of lines) {
            const near = Math.min(...line.points.map((p) => distance(p, bar)));
            if (near === 0) reached.add(line.key);
            if (!served.has(line.key) && near < 8 - .5)
                faults.push(`line ${line.key} runs by station ${key(e)}`);
        }
        for (const k of served) {
            if (/^l\d+$/.test(k) && !reached.has(k)) faults.push(`line ${k} misses ${key(e)}`);
        }
        for (const t of texts) {
            if (depth(t.c, c) > 1) faults.push(`${name(t.e)} over station ${key(e)}`);
        }
    }
    if (!lines.length) faults.push('no line');
    const shared = [...root.querySelectorAll('g[id] > title')].some((t) =>
        /, [1-9]\d* shared/.test(t.textContent));
    if (shared !== bars > 0) faults.push(`${bars} stations`);
    return faults;
}

// No script but that of a page, nothing that runs or fetches, ids once.
function dirt(page) {
    const faults = [], ids = new Set();
    const allowed = page ? /./ : /^(svg|title|desc|style|rect|g|path|circle|text|tspan|a)$/;
    const scripts = document.querySelectorAll('script').length;
    if (scripts > (page ? 1 : 0)) faults.push(`${scripts} scripts`);
    for (const e of document.querySelectorAll('*')) {
        const tag = e.localName;
        if (!allowed.test(tag) || /^(iframe|object|embed|foreignObject|image|img|use|link|base|form)$/
            .test(tag)) faults.push(`element ${tag}`);
        for (const a of e.attributes) {
            if (/^on/i.test(a.name)) faults.push(`attribute ${a.name}`);
            if (/^(href|src|xlink:href|action)$/.test(a.name) && !/^(https?:|mailto:|#)/.test(a.value))
                faults.push(`address ${a.value}`);
        }
        if (e.id && ids.has(e.id)) faults.push(`id ${e.id} twice`);
        ids.add(e.id);
    }
    return faults;
}

// Every letter stands out from what is painted under its middle, every line of a train from the
// paper: as colours are now, for the eye that the browser is told to have.
function contrast(style) {
    const faults = [], under = [], lines = new Set();
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\d.]+/g).map((v) => v / 255)
            .map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4));
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const ratio = (a, b) => {
        const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
        return (x + .05) / (y + .05);
    };
    const root = document.querySelector('svg'), base = root.getScreenCTM().inverse();
    for (const e of root.querySelectorAll('rect, circle, path, text')) {
        const { fill, stroke, strokeWidth } = getComputedStyle(e), b = e.getBBox();
        const wide = parseFloat(strokeWidth) / 2;
        if (e.localName !== 'text') {
            if (fill !== 'none') under.push({ e, b, wide: 0, colour: fill });
            if (stroke !== 'none' && wide >= 6) under.push({ e, b, wide, colour: stroke });
            const line = style === 'trains' && e.localName === 'path' && wide > 2;
            if (line && ratio(stroke, under[0].colour) < 3)
                lines.add(`a line is ${stroke} on ${under[0].colour}`);
            continue;
        }
        const m = base.multiply(e.getScreenCTM());
        const p = new DOMPoint(b.x + b.width / 2, b.y + b.height / 2).matrixTransform(m);
        const ground = under.findLast(({ e: o, b: c, wide: w }) => p.x >= c.x - w && p.y >= c.y - w &&
            p.x <= c.x + c.width + w && p.y <= c.y + c.height + w &&
            (w ? o.isPointInStroke(p) : o.isPointInFill(p)));
        if (!ground) faults.push(`"${e.textContent}" stands on nothing`);
        else if (ratio(fill, ground.colour) < 4.5)
            faults.push(`"${e.textContent}" is ${fill} on ${ground.colour}`);
    }
    return [...faults, ...lines];
}

// Words as the browser shows them.
function words() {
    return [...document.querySelectorAll('text, title, desc')].map((e) => e.textContent).join('\n');
}

module.exports = { boxes, contrast, dirt, words };
