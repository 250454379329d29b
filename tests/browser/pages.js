// SPDX-License-Identifier: MIT
//
// A page as somebody uses it: on a wide and a narrow window, with mouse, wheel and keys, on paper.
'use strict';
const look = require('./look.js');
const pdf = require('./pdf.js');

// In the page: it fits its window, all of it can be read, drawings are there.
function fits(figures, charts) {
    const faults = [], wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth) faults.push(`${wide} px wide in a window of ${innerWidth}`);
    const seen = (e) => e && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        e.getBoundingClientRect().width > 200 && e.getBoundingClientRect().height > 100;
    const count = (what) => [...document.querySelectorAll(what)].filter(seen).length;
    const drawn = count('figure.drawing svg'), tables = count('table.chart');
    if (drawn !== figures) faults.push(`${drawn} drawings are seen, ${figures} were made`);
    if (tables < charts) faults.push(`${tables} charts are seen`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set();
    for (let node; (node = walker.nextNode());) {
        const e = node.parentElement;
        if (!node.data.trim() || e.closest('svg, script') || !e.checkVisibility()) continue;
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (size && size < 12) small.add(`text of ${size} px: ${node.data.trim().slice(0, 40)}`);
    }
    faults.push(...[...small].slice(0, 3));
    for (const box of document.querySelectorAll('.table, .frame')) {
        const r = box.getBoundingClientRect();
        if (r.right > innerWidth + 1 || r.left < -1) faults.push(`a ${box.className} leaves the window`);
        if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'auto')
            faults.push(`a ${box.className} does not scroll`);
    }
    return faults;
}

// In the page: buttons of every drawing, headings of every table.
function presses() {
    const faults = [];
    for (const f of document.querySelectorAll('figure.drawing')) {
        const box = f.querySelector('svg').viewBox.baseVal;
        const press = (k) => {
            f.querySelector(`.zoom:not([hidden]) [data-zoom="${k}"]`)?.click();
            return Math.round(box.width);
        };
        const all = Math.round(box.width), near = press('+'), back = press('-');
        press('+');
        if (near >= all || back !== all || press('0') !== all)
            faults.push(`buttons: ${all} px, ${near} on +, ${back} on -`);
    }
    for (const table of document.querySelectorAll('table.sortable')) {
        const rows = () => [...table.tBodies[0].rows].map((r) => r.textContent);
        const came = rows();
        [...table.tHead.rows[0].cells].forEach((head, i) => {
            const cells = () => [...table.tBodies[0].rows].filter((r) => r.className !== 'r')
                .map((r) => r.cells[i].textContent.trim()).filter((t) => t);
            const value = (t) => parseFloat(t.replace(/[^-.\de]/g, ''));
            const sorted = (up) => (head.className === 'n' ?
                cells().map(value).filter((v) => !Number.isNaN(v)) : cells()).every((v, k, list) => !k ||
                (up ? 1 : -1) * (typeof v === 'number' ? v - list[k - 1] :
                    v.localeCompare(list[k - 1], undefined, { numeric: true })) >= 0);
            const name = `column ${head.textContent}`;
            head.click();
            if (!sorted(true)) faults.push(`${name} is not sorted`);
            head.click();
            if (!sorted(false)) faults.push(`${name} is not sorted falling`);
            head.click();
            if (rows().join('\n') !== came.join('\n')) faults.push(`${name} does not go back`);
        });
    }
    return faults.slice(0, 6);
}

// In the page: the view of the first drawing; where it is; the first rows that a heading reorders.
function view() {
    const svg = document.querySelector('figure.drawing svg'), { x, y, width } = svg.viewBox.baseVal;
    return { x, y, width };
}
function middle() {
    const svg = document.querySelector('figure.drawing svg');
    svg.scrollIntoView({ block: 'center' });
    svg.closest('.frame').focus({ preventScroll: true });
    const r = svg.closest('.frame').getBoundingClientRect();
    return [r.x + r.width / 2, Math.max(60, r.y) + 40];
}
function heading() {
    for (const table of document.querySelectorAll('table.sortable')) {
        const came = [...table.tBodies[0].rows].map((r) => r.textContent).join('\n');
        for (const head of table.tHead.rows[0].cells) {
            head.click();
            const now = [...table.tBodies[0].rows].map((r) => r.textContent).join('\n');
            head.click();
            head.click();
            if (now === came) continue;
            head.scrollIntoView({ block: 'center', inline: 'center' });
            head.focus({ preventScroll: true });
            window.corralTable = table;
            const r = head.getBoundingClientRect();
            return [r.x + Math.min(20, r.width / 2), r.y + r.height / 2];
        }
    }
    return null;
}
const rows = () => [...window.corralTable.tBodies[0].rows].map((r) => r.textContent).join('\n');

// With real events.
async function handles(tab, figures, sortable) {
    const faults = [];
    if (figures && await tab.run(() => Boolean(document.querySelector('figure.drawing svg')))) {
        const at = await tab.run(middle), home = await tab.run(view);
        const expect = async (what, does, changed) => {
            const before = await tab.run(view);
            await does();
            if (!changed(await tab.run(view), before)) faults.push(`${what} does nothing`);
        };
        const ctrl = 2, wheel = { deltaX: 0, deltaY: -120, modifiers: ctrl };
        await expect('Ctrl and wheel', () => tab.mouse('Wheel', ...at, wheel), (n, o) => n.width < o.width);
        await expect('the key +', () => tab.key('+'), (n, o) => n.width < o.width);
        await expect('the key +', () => tab.key('+'), (n, o) => n.width < o.width);
        await expect('the key -', () => tab.key('-'), (n, o) => n.width > o.width);
        await expect('an arrow', () => tab.key('ArrowRight'), (n, o) => n.x > o.x && n.width === o.width);
        await expect('dragging', async () => {
            const hold = { button: 'left', buttons: 1, clickCount: 1 };
            await tab.mouse('Pressed', ...at, hold);
            for (const by of [10, 20, 30]) await tab.mouse('Moved', at[0] + by, at[1], hold);
            await tab.mouse('Released', at[0] + 30, at[1], { button: 'left', clickCount: 1 });
        }, (n, o) => n.x < o.x && n.width === o.width);
        await expect('the key 0', () => tab.key('0'), (n) => n.width === home.width && n.x === home.x);
    }
    if (sortable) {
        const at = await tab.run(heading);
        if (!at) return [...faults, 'no column is sorted'];
        const came = await tab.run(rows);
        await tab.click(...at);
        const clicked = await tab.run(rows);
        await tab.key('Enter');
        const turned = await tab.run(rows);
        if (clicked === came) faults.push('a click on a heading does not sort');
        if (turned === clicked) faults.push('Enter on a heading does not sort');
    }
    return faults;
}

// In the page, as printed: its letters; no drawing longer than the paper or wider than its text.
function printed(width, height) {
    const faults = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let letters = 0;
    for (let node; (node = walker.nextNode());) {
        const e = node.parentElement;
        if (e.closest('script, style, title, desc') || !e.checkVisibility()) continue;
        letters += node.data.replace(/\s/g, '').length;
    }
    if (document.scrollingElement.scrollWidth > width + 1)
        faults.push(`${document.scrollingElement.scrollWidth} px wide on ${width} px of paper`);
    for (const f of document.querySelectorAll('figure')) {
        const r = f.getBoundingClientRect(), s = f.querySelector('svg').getBoundingClientRect();
        const frame = f.querySelector('.frame').getBoundingClientRect();
        // A drawing on a sheet of its own has that of its class, less 24 mm of margins.
        const own = ['a3', 'a4', 'letter'].find((paper) => f.classList.contains(paper));
        const sheet = { a3: [297, 420], a4: [210, 297], letter: [215.9, 279.4] }[own];
        const room = sheet ? (sheet[+f.classList.contains('portrait')] - 24) * 96 / 25.4 : height;
        if (r.height > room) faults.push(`a drawing is ${Math.round(r.height)} px high on ${room}`);
        if (getComputedStyle(f).breakInside !== 'avoid') faults.push('a drawing may be torn');
        if (s.width > frame.width + 1 || s.height > frame.height + 1) faults.push('a drawing is cut');
    }
    for (const row of document.querySelectorAll('main .table tbody tr:first-child')) {
        if (getComputedStyle(row).breakBefore === 'avoid') continue;
        faults.push('a heading may stand without a row');
        break;
    }
    return { faults, letters };
}

const papers = [['A4', 210, 297], ['Letter', 215.9, 279.4]], px = (mm) => Math.floor(mm * 96 / 25.4);

async function prints(tab, chart) {
    const faults = [];
    await tab.media('print', 'light');
    for (const [name, short, long] of papers) {
        const [w, h] = chart ? [long, short] : [short, long];
        const inner = [px(w - 30), px(h - 36)];
        await tab.size(...inner);
        const { faults: cut, letters } = await tab.run(printed, ...inner);
        faults.push(...cut.map((f) => `${name}: ${f}`));
        const bytes = await tab.pdf(short / 25.4, long / 25.4), pages = pdf.pages(bytes);
        if (bytes.length > 12e6) faults.push(`${name}: ${Math.round(bytes.length / 1e6)} MB to print`);
        const shown = pages.reduce((sum, p) => sum + p.letters, 0);
        if (!pages.length || pages.length > 100) faults.push(`${name}: ${pages.length} pages`);
        if (shown < letters * .9 || letters < 100)
            faults.push(`${name}: ${shown} letters printed of ${letters}`);
        pages.forEach((p, i) => {
            // A sheet of another size holds one drawing and no text of the page.
            const own = Math.abs(p.size[0] * 25.4 / 72 - short) > 5;
            if (p.letters < (own ? 1 : 200)) faults.push(`${name}: page ${i + 1} shows ${p.letters} letters only`);
        });
    }
    await tab.media('', 'light');
    return faults;
}

// `made`: how many drawings the page was made with.
async function page(tab, address, made) {
    const faults = [], chart = /chart/.test(address), report = /report/.test(address);
    for (const width of [390, 1280]) {
        await tab.size(width, 844);
        faults.push(...await tab.visit(address), ...await tab.run(look.dirt, true));
        faults.push(...await tab.run(fits, made, chart || report ? 1 : 0));
    }
    faults.push(...await tab.run(presses), ...await handles(tab, made, report));
    faults.push(...await prints(tab, chart));
    await tab.size(1280, 844);
    return faults;
}

module.exports = { page };
