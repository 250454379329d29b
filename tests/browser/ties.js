// SPDX-License-Identifier: MIT
//
// What a drawing says it shows (its geometry) against what the browser shows: is everything there,
// and does the light fall, on focus and on hover, on what is tied to a thing and on nothing else?
// Ties come from the geometry, never from the classes that the rules of the drawing go by.
'use strict';

// In the page: finds the element of every mark, by its place; keeps both for later.
function bind(geometry) {
    const faults = [], root = document.querySelector('svg'), base = root.getScreenCTM().inverse();
    const bound = [], taken = new Set(), near = (a, b, off) => Math.abs(a - b) <= off;
    const shown = (e) => {
        const s = getComputedStyle(e);
        return e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
            (s.fill !== 'none' || s.stroke !== 'none');
    };
    const all = (names) => [...root.querySelectorAll(names)].filter(shown).map((e) => {
        const b = e.getBBox(), m = base.multiply(e.getScreenCTM());
        const p = new DOMPoint(b.x, b.y).matrixTransform(m);
        const start = e.getPointAtLength?.(0).matrixTransform(m);
        return { e, x: p.x, y: p.y, w: b.width, h: b.height, start, said: e.textContent,
            dots: e.getAttribute('d')?.split('h0').length - 1 };
    });
    const find = (what, mark, list, fits) => {
        const found = list.find((o) => !taken.has(o.e) && fits(o));
        if (found) {
            taken.add(found.e);
            bound.push({ what, mark, e: found.e });
        } else {
            faults.push(`not where it should be: ${what} ${mark.kind} ${mark.index} ${mark.other} ` +
                (mark.lines ?? []).join(' '));
        }
    };
    const rects = all('rect, circle'), texts = all('text'), paths = all('path');
    for (const m of geometry.boxes)
        find('box', m, rects, (o) => near(o.x, m.x, .7) && near(o.y, m.y, .7) && near(o.w, m.w, .7) &&
            near(o.h, m.h, .7));
    for (const m of geometry.texts) {
        const line = m.h / m.lines.length;
        m.lines.forEach((said, i) => said && find('text', m, texts, (o) => o.said === said && (m.turn !== 0 ||
            (near(o.y + o.h / 2, m.y + line * (i + .5), 3) && o.x < m.x + m.w + 3 &&
             o.x + o.w > m.x - 3))));
    }
    for (const m of geometry.paths) {
        const [x, y] = m.points[0];
        find('path', m, paths, (o) => near(o.start.x, x, .3) && near(o.start.y, y, .3) &&
            (m.form !== 'dots' || o.dots === m.points.length));
    }
    window.corralBound = bound;
    return faults;
}

// In the page: the things that take the focus, and where the mouse surely meets one.
function things() {
    return [...document.querySelectorAll('svg [tabindex="0"]')].map((e) =>
        ({ id: e.id, key: e.id.replace(/^.*-([a-z])\d+$/, '$1'), number: +e.id.replace(/^.*\D/, '') }));
}
function point(id) {
    const group = document.getElementById(id);
    for (const e of group.querySelectorAll('path, rect, circle, text')) {
        e.scrollIntoView({ block: 'center', inline: 'center' });
        const r = e.getBoundingClientRect(), tries = [[r.x + r.width / 2, r.y + r.height / 2]];
        if (e.localName === 'path') {
            for (const part of [.1, .3, .5, .7]) {
                const p = e.getPointAtLength(e.getTotalLength() * part).matrixTransform(e.getScreenCTM());
                tries.push([p.x, p.y]);
            }
        }
        const hit = tries.find(([x, y]) => group.contains(document.elementFromPoint(x, y)));
        if (hit) return hit;
    }
    return null;
}
function focusOn(id) {
    const e = document.getElementById(id);
    e.focus();
    return document.activeElement === e;
}
// In the page: how much light falls on each mark, once all has faded; a busy machine may draw too
// few frames to wait for that.
function light(blur) {
    if (blur) document.activeElement.blur();
    for (const fading of document.getAnimations()) fading.finish();
    return window.corralBound.map(({ what, mark, e }) => {
        let opacity = 1;
        for (let o = e; o && o.localName !== 'svg'; o = o.parentNode)
            opacity *= getComputedStyle(o).opacity;
        return { what, kind: mark.kind, index: mark.index, other: mark.other, opacity };
    });
}

// For each style and kind of thing: is a mark tied to thing i? undefined: not looked at.
function relation(style, geometry) {
    const pairs = new Set(), join = (kind, a, b) => pairs.add(`${kind} ${a} ${b}`);
    const has = (kind, a, b) => pairs.has(`${kind} ${a} ${b}`);
    const linked = (kind, a, b) => has(kind, a, b) || has(kind, b, a);
    for (const m of [...geometry.boxes, ...geometry.paths]) join(m.kind, m.index, m.other);
    const share = (a, b) => geometry.boxes.some((m) => m.kind === 'dot' && m.index === a &&
        has('dot', b, m.other));
    const ends = (m, i) => m.index === i || m.other === i;
    // A poster may show an organisation once a group; but equal names may be two organisations.
    const stations = (geometry.boards ?? []).flatMap((board) => board.stations);
    for (const s of stations) {
        s.lines.forEach((l) => join('stop', l, s.index));
        for (const o of stations) {
            if (o.items.some((item) => s.items.includes(item))) join('same', s.index, o.index);
        }
    }
    return {
        network: {
            c: { coalition: (m, i) => m.index === i || linked('link', m.index, i),
                item: (m, i) => has('seat', i, m.index), seat: (m, i) => m.index === i, link: ends },
            i: { coalition: (m, i) => has('seat', m.index, i), item: (m, i) => m.index === i,
                seat: (m, i) => m.other === i, link: () => false },
        },
        matrix: {
            c: { coalition: (m, i) => m.index === i || linked('cell', m.index, i),
                head: (m, i) => m.index === i || linked('cell', m.index, i), cell: ends },
        },
        upset: {
            c: { row: (m, i) => m.index === i || share(m.index, i), dot: (m, i) => has('dot', i, m.other),
                item: (m, i) => has('dot', i, m.other), tie: (m, i) => has('dot', i, m.index),
                coalition: (m, i) => m.index === i || share(m.index, i) },
            s: { row: (m, i) => has('dot', m.index, i), dot: (m, i) => m.other === i,
                item: (m, i) => m.other === i, tie: (m, i) => m.index === i },
        },
        districts: {
            x: { district: (m, i) => m.index === i || linked('road', m.index, i),
                dots: (m, i) => m.index === i || linked('road', m.index, i), road: ends },
        },
        gaps: {
            r: { row: (m, i) => m.index === i, cell: (m, i) => m.index === i, head: () => false },
            k: { row: () => false, cell: (m, i) => m.other === i, head: (m, i) => m.index === i },
        },
        trains: {
            l: { line: (m, i) => m.index === i, station: (m, i) => has('stop', i, m.index),
                name: (m, i) => m.index === i, ticks: (m, i) => m.index === i },
            s: { line: (m, i) => has('stop', m.index, i),
                station: (m, i) => m.index === i || (has('same', m.index, i) ? undefined : false) },
        },
    }[style];
}

function compare(who, ties, number, marks) {
    const faults = [];
    let tied = 0, faded = 0;
    for (const m of marks) {
        const is = ties[m.kind]?.(m, number), name = `${m.what} ${m.kind} ${m.index} ${m.other}`;
        if (is === undefined) continue;
        if (is && m.opacity < 1) faults.push(`${who}: ${name}, tied to it, fades`);
        if (!is && m.opacity > .2) faults.push(`${who}: ${name} does not fade`);
        tied += is;
        faded += !is;
    }
    if (!tied || !faded) faults.push(`${who}: ${tied} tied, ${faded} not`);
    return faults.slice(0, 3);
}

// Some of each kind, from first to last; of lines all.
function chosen(list) {
    const some = [];
    for (const key of new Set(list.map((t) => t.key))) {
        const these = list.filter((t) => t.key === key), most = key === 'l' ? 9 : 3;
        const step = Math.max(1, (these.length - 1) / (most - 1));
        for (let at = 0; Math.round(at) < these.length; at += step) some.push(these[Math.round(at)]);
    }
    return some;
}

async function follows(tab, style, geometry) {
    const faults = [], list = await tab.run(things), relations = relation(style, geometry);
    const hovered = new Set();
    for (const key of Object.keys(relations)) {
        if (!list.some((t) => t.key === key)) faults.push(`nothing to focus: no ${key}`);
    }
    for (const { id, key, number } of chosen(list)) {
        if (!relations[key]) continue;
        if (!await tab.run(focusOn, id)) faults.push(`${id} takes no focus`);
        faults.push(...compare(`${id} has the focus`, relations[key], number, await tab.run(light)));
        if (hovered.has(key)) continue;
        hovered.add(key);
        await tab.run(light, true);
        const at = await tab.run(point, id);
        if (!at) {
            faults.push(`${id}: nowhere to point at`);
            continue;
        }
        await tab.mouse('Moved', ...at);
        faults.push(...compare(`${id} is pointed at`, relations[key], number, await tab.run(light)));
        await tab.mouse('Moved', 0, 0);
    }
    const rest = (await tab.run(light, true)).find((m) => m.opacity < 1);
    if (rest) faults.push(`${rest.kind} ${rest.index} fades though nothing is pointed at`);
    return faults;
}

// A still drawing takes no focus and does not change under the mouse.
async function still(tab) {
    const faults = (await tab.run(things)).map((t) => `${t.id} takes the focus`).slice(0, 3);
    const ids = await tab.run(() => [...document.querySelectorAll('svg g[id]')].map((e) => e.id));
    for (const id of [ids[0], ids[ids.length - 1]]) {
        const at = await tab.run(point, id);
        if (!at) continue;
        await tab.mouse('Moved', ...at);
        if ((await tab.run(light)).some((m) => m.opacity < 1)) faults.push(`moves: ${id} pointed at`);
    }
    await tab.mouse('Moved', 0, 0);
    if (!ids.length) faults.push('nothing to point at');
    return faults;
}

module.exports = { bind, follows, still };
