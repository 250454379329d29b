// SPDX-License-Identifier: MIT
//
//     node check.js CHROMIUM FOLDER      looks at every drawing of the folder
//     node check.js CHROMIUM FOLDER -s   spoils one and looks whether that is seen
//
// The name of a file says what is looked for: STYLE-NAME[-still|-hostile|-a3].svg, NAME.html.
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { Browser } = require('./browser.js');
const look = require('./look.js');

// What hostile names are cleaned to, and shown as.
const literally = ['</text><script>alert(1)</script>', '&eacute; &#65; &lt; &unknown;',
    '\\N \\G \\L \\E \\l \\r', 'x" onload="alert(3)', '@17 @1 @2', 'ctrl [31m bell'];

function sizes(pdf) {
    return [...pdf.toString('latin1').matchAll(/\/MediaBox ?\[([^\]]*)\]/g)].map((m) =>
        m[1].trim().split(/\s+/).map(Number).slice(2).map(Math.round));
}

async function drawing(browser, file) {
    const name = path.basename(file, '.svg'), style = name.replace(/-.*/, '');
    const has = (word) => name.includes(`-${word}`);
    const faults = await browser.visit(pathToFileURL(file).href);
    faults.push(...await browser.run(look.dirt, false));
    if (has('hostile')) {
        const words = await browser.run(look.words);
        for (const text of literally) {
            if (!words.includes(text)) faults.push(`not shown literally: ${text}`);
        }
    } else {
        faults.push(...await browser.run(look.boxes, style));
    }
    if (!has('still')) faults.push(...await browser.run(look.focus, style));
    if (has('a3')) {
        const pages = sizes(await browser.pdf());
        if (pages.length !== 1 || String(pages[0].sort((a, b) => b - a)) !== '1191,842')
            faults.push(`prints on ${pages.length} pages of ${pages.join(' and ')} pt`);
    }
    return faults;
}

async function page(browser, file) {
    const faults = [];
    for (const width of [1280, 390]) {
        await browser.size(width, 844);
        faults.push(...await browser.visit(pathToFileURL(file).href));
        faults.push(...await browser.run(look.dirt, true), ...await browser.run(look.page));
    }
    await browser.size(1280, 844);
    if (!sizes(await browser.pdf()).length) faults.push('does not print');
    return faults;
}

const inspect = (browser, file) => (file.endsWith('.html') ? page : drawing)(browser, file);

async function all(browser, folder) {
    let bad = 0, seen = 0;
    for (const file of fs.readdirSync(folder).sort()) {
        if (!/\.(svg|html)$/.test(file)) continue;
        const faults = await inspect(browser, path.join(folder, file));
        console.log(`${file}: ${faults.length ? `${faults.length} faults` : 'good'}`);
        for (const fault of faults.slice(0, 12)) console.log(`    ${fault}`);
        bad += faults.length > 0;
        seen++;
    }
    console.log(`${seen} looked at, ${bad} with faults`);
    return seen > 0 && bad === 0;
}

// Faults that a careless change could bring, each with the complaint that is expected.
const spoilers = [
    ['a label 20 px lower', /over station|meets line|over "/,
        (s) => s.replace(/(<rect [^>]*\/><text x="[^"]*" y=")([\d.]+)/,
            (_, before, y) => before + (+y + 20))],
    ['a line through a foreign station', /runs by station/,
        (s) => s.replace(/( class="d n s\d+[^"]*?) l\d+/, '$1')],
    ['a station that a line misses', /misses/,
        (s) => s.replace(/(-s0" .*?<rect x=")([\d.]+)(" y=")([\d.]+)/,
            (_, a, x, b, y) => a + x + b + (+y - 40))],
    ['a name that is not escaped', /scripts|element|console/,
        (s) => s.replace(/<\/text>/, '</text><script>console.log(1)</script>')],
    ['a handler', /attribute onload/, (s) => s.replace('<svg ', '<svg onload="1" ')],
    ['a picture from elsewhere', /element image|request/,
        (s) => s.replace('</svg>', '<image href="file:///nowhere.png" width="9" height="9"/></svg>')],
    ['a word that leaves the sheet', /outside/,
        (s) => s.replace(/(<text x=")[\d.]+/, '$1-50')],
    ['a rule lost', /does not fade/, (s) => s.replace(/opacity:\.13/, 'opacity:.5')],
    ['an id twice', /twice/, (s) => s.replace(/-s1"/, '-s0"')],
];

async function spoiled(browser, folder) {
    let unseen = 0;
    const text = fs.readFileSync(path.join(folder, 'trains-spoil.svg'), 'utf8');
    for (const [what, complaint, spoil] of spoilers) {
        const now = spoil(text), file = path.join(folder, 'trains-spoilt.svg');
        fs.writeFileSync(file, now);
        const faults = await drawing(browser, file);
        const seen = now !== text && faults.some((f) => complaint.test(f));
        console.log(`${what}: ${seen ? faults.find((f) => complaint.test(f)) :
            `NOT SEEN (${faults.slice(0, 3).join('; ')})`}`);
        unseen += !seen;
    }
    return unseen === 0;
}

async function main([program, folder, mode]) {
    const browser = new Browser(program);
    let good = false;
    try {
        await browser.open();
        await browser.size(1280, 844);
        good = await (mode === '-s' ? spoiled : all)(browser, folder);
    } catch (error) {
        console.log(error.stack);
    } finally {
        await browser.close();
    }
    process.exitCode = good ? 0 : 1;
}

main(process.argv.slice(2));
