// SPDX-License-Identifier: MIT
//
//     node check.js CHROMIUM FOLDER      looks at every drawing and page of the folder
//     node check.js CHROMIUM FOLDER -s   spoils them, one fault at a time, and looks whether it is seen
//
// The name of a file says what is looked for: STYLE-NAME[-still|-hostile|-a3].svg with its geometry
// in NAME.json, NAME.html with the number of its drawings in NAME.drawings.
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { Browser } = require('./browser.js');
const look = require('./look.js');
const { page } = require('./pages.js');
const pdf = require('./pdf.js');
const { spoilers } = require('./spoilers.js');
const ties = require('./ties.js');

const tabs = 3;

// What hostile names are cleaned to, and shown as.
const literally = ['</text><script>alert(1)</script>', '&eacute; &#65; &lt; &unknown;',
    '\\N \\G \\L \\E \\l \\r', 'x" onload="alert(3)', '@17 @1 @2', 'ctrl [31m bell'];

async function drawing(tab, file, geometry) {
    const name = path.basename(file, '.svg'), style = name.replace(/-.*/, '');
    const has = (word) => name.includes(`-${word}`);
    const faults = await tab.visit(pathToFileURL(file).href);
    faults.push(...await tab.run(look.dirt, false), ...await tab.run(ties.bind, geometry));
    if (has('hostile')) {
        const words = await tab.run(look.words);
        for (const text of literally) {
            if (!words.includes(text)) faults.push(`not shown literally: ${text}`);
        }
    }
    faults.push(...await tab.run(look.boxes, style));
    for (const scheme of ['dark', 'light']) {
        await tab.media('', scheme);
        faults.push(...(await tab.run(look.contrast, style)).map((f) => `${scheme}: ${f}`).slice(0, 6));
    }
    faults.push(...await (has('still') ? ties.still(tab) : ties.follows(tab, style, geometry)));
    if (has('a3')) {
        const pages = pdf.pages(await tab.pdf());
        if (pages.length !== 1 || String(pages[0].size.sort((a, b) => b - a)) !== '1191,842')
            faults.push(`prints on ${pages.length} pages of ${pages.map((p) => p.size)} pt`);
    }
    return faults;
}

function inspect(tab, file, source = file) {
    const beside = (end) => fs.readFileSync(source.replace(/\.\w+$/, end), 'utf8');
    return file.endsWith('.html') ? page(tab, pathToFileURL(file).href, +beside('.drawings')) :
        drawing(tab, file, JSON.parse(beside('.json')));
}

// Does `work` with every one, several at a time; says what it says in their order.
async function inTabs(browser, list, work) {
    const said = [];
    let next = 0, shown = 0;
    const one = async () => {
        const tab = await browser.tab();
        while (next < list.length) {
            const at = next++;
            said[at] = await work(tab, list[at]);
            for (; said[shown]; shown++) console.log(said[shown].text);
        }
    };
    await Promise.all(Array.from({ length: Math.min(tabs, list.length) }, one));
    return said.filter((s) => !s.good).length;
}

async function all(browser, folder) {
    const files = fs.readdirSync(folder).filter((f) => /\.(svg|html)$/.test(f));
    // Pages take longest.
    files.sort((a, b) => b.endsWith('.html') - a.endsWith('.html') || (a < b ? -1 : 1));
    const bad = await inTabs(browser, files, async (tab, name) => {
        const began = Date.now();
        const faults = await inspect(tab, path.join(folder, name));
        const lines = [`${name}: ${faults.length ? `${faults.length} faults` : 'good'}`];
        if (process.env.CORRAL_BROWSER_TIMES) lines[0] += ` (${Date.now() - began} ms)`;
        lines.push(...faults.slice(0, 12).map((f) => `    ${f}`));
        return { good: !faults.length, text: lines.join('\n') };
    });
    console.log(`${files.length} looked at, ${bad} with faults`);
    return files.length > 0 && bad === 0;
}

async function spoiled(browser, folder) {
    const unseen = await inTabs(browser, spoilers, async (tab, [what, name, complaint, spoil]) => {
        const source = path.join(folder, name), text = fs.readFileSync(source, 'utf8');
        const now = spoil(text), end = path.extname(name);
        const file = source.replace(end, `-spoilt-${spoilers.findIndex((s) => s[0] === what)}${end}`);
        fs.writeFileSync(file, now);
        const faults = await inspect(tab, file, source).catch((e) => [e.message]);
        const seen = now !== text && faults.find((f) => complaint.test(f));
        return { good: Boolean(seen), text: `${what}: ${seen ||
            `NOT SEEN${now === text ? ', nothing spoiled' : ''} (${faults.slice(0, 3).join('; ')})`}` };
    });
    console.log(`${spoilers.length} faults, ${unseen} not seen`);
    return unseen === 0;
}

async function main([program, folder, mode]) {
    const browser = new Browser(program);
    let good = false;
    try {
        good = await (mode === '-s' ? spoiled : all)(browser, folder);
    } catch (error) {
        console.log(error.stack);
    } finally {
        await browser.close();
    }
    process.exitCode = good ? 0 : 1;
}

main(process.argv.slice(2));
