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
        const q = p.matrixTransform(box.inverse), b = box.b;
        return Math.hypot(Math.max(b.x - q.x, q.x - b.x - b.width, 0),
            Math.max(b.y - q.y, q.y - b.y - b.height, 0));
    };
    const texts = [...root.querySelectorAll('text')].filter((e) => e.getBBox().width > 0).map((e) =>
        ({ e, c: corners(e), b: e.getBBox(), inverse: place(e).inverse(), owner: e.closest('g[id]') }));
    for (const t of texts) {
        const [left, right] = span(t.c, 1, 0), [top, bottom] = span(t.c, 0, 1);
        if (left < view.x - 1 || top < view.y - 1 || right > view.x + view.width + 1 ||
            bottom > view.y + view.height + 1) faults.push(`${name(t.e)} is outside`);
    }
    for (let i = 0; i < texts.length; i++) {
        for (let k = 0; k < i; k++) {
            if (depth(texts[i].c, texts[k].c) > 1)
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
        for (let at = 0; at <= long; at += 2) points.push(e.getPointAtLength(at).matrixTransform(m));
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
        const bar = { b: e.getBBox(), inverse: place(e).inverse() }, c = corners(e);
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

// The focus on a thing leaves it in the light and the others not, once all has faded: a busy machine
// may draw too few frames to wait for that. Classes say what is tied to what.
function focus(style) {
    const faults = [], root = document.querySelector('svg');
    const things = [...root.querySelectorAll('.d[id]')];
    const lines = things.filter((e) => /-l\d+$/.test(e.id));
    const tried = style === 'trains' ? lines : things.filter((e) => e.tabIndex >= 0).slice(0, 3);
    for (const e of tried) {
        e.focus();
        for (const fading of document.getAnimations()) fading.finish();
        const light = (o) => +getComputedStyle(o).opacity, key = e.id.replace(/^.*-/, '');
        if (document.activeElement !== e) faults.push(`${e.id} takes no focus`);
        if (light(e) < 1) faults.push(`${e.id} has the focus and opacity ${light(e)}`);
        const others = things.filter((o) => o !== e);
        const tied = others.filter((o) => o.classList.contains(key));
        const dark = tied.filter((o) => light(o) < 1);
        const shine = others.filter((o) => !tied.includes(o) && light(o) > .2);
        if (dark.length) faults.push(`${e.id} has the focus, and ${dark[0].id}, tied to it, fades`);
        if (shine.length) faults.push(`${e.id} has the focus, and ${shine[0].id} does not fade`);
        e.blur();
    }
    if (!tried.length) faults.push('nothing to focus');
    return faults;
}

// A page fits its window, and its buttons and columns do something.
function page() {
    const faults = [], wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth + 1) faults.push(`${wide} px wide in a window of ${innerWidth}`);
    for (const f of document.querySelectorAll('figure.drawing')) {
        const svg = f.querySelector('svg'), plus = f.querySelector('.zoom [data-zoom="+"]');
        const width = () => Math.round(svg.viewBox.baseVal.width), before = width();
        plus?.click();
        if (width() >= before) faults.push('a drawing does not zoom');
        f.querySelector('.zoom [data-zoom="0"]')?.click();
        if (width() !== before) faults.push('a drawing does not zoom back');
    }
    return faults;
}

// Words as the browser shows them.
function words() {
    return [...document.querySelectorAll('text, title, desc')].map((e) => e.textContent).join('\n');
}

module.exports = { boxes, dirt, focus, page, words };
