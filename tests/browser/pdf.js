// SPDX-License-Identifier: MIT
//
// Of a PDF as Chromium writes it: for each page its size in points and how many letters it shows.
'use strict';
const { inflateSync } = require('zlib');

function objects(bytes) {
    const text = bytes.toString('latin1'), list = new Map();
    const table = text.slice(+text.match(/startxref\s+(\d+)\s+%%EOF\s*$/)[1]);
    let number = 0;
    for (const [, from, , kind] of table.split('trailer')[0].matchAll(/^(\d{10}) (\d{5}) ([nf])/gm)) {
        const start = +from, body = text.indexOf('stream', start), end = text.indexOf('endobj', start);
        const streams = kind === 'n' && body >= 0 && body < end;
        const head = text.slice(start, streams ? body : end), length = head.match(/\/Length (\d+)/);
        const at = streams ? body + (text[body + 6] === '\r' ? 8 : 7) : 0;
        list.set(number++, { head, stream: streams && length && bytes.subarray(at, at + +length[1]) });
    }
    return list;
}

function pages(bytes) {
    const all = objects(bytes), counted = new Map();
    // What a stream shows, with all the forms it draws.
    const letters = (number) => {
        if (counted.has(number)) return counted.get(number);
        counted.set(number, 0);
        const { head, stream } = all.get(number);
        if (!stream) return 0;
        const text = (/FlateDecode/.test(head) ? inflateSync(stream) : stream).toString('latin1');
        let sum = 0;
        for (const [, list] of text.matchAll(/((?:<[0-9A-Fa-f]+>|\[[^\]]*\]))\s*TJ?/g)) {
            for (const [, hex] of list.matchAll(/<([0-9A-Fa-f]+)>/g)) sum += hex.length / 4;
        }
        counted.set(number, sum + forms(head, text));
        return counted.get(number);
    };
    const forms = (head, text) => {
        let sum = 0;
        for (const [, name] of text.matchAll(/\/(X\d+) Do/g)) {
            const form = head.match(new RegExp(`/${name} (\\d+) 0 R`));
            if (form && /\/Subtype \/Form/.test(all.get(+form[1])?.head)) sum += letters(+form[1]);
        }
        return sum;
    };
    const list = [];
    for (const { head } of all.values()) {
        const contents = head.match(/\/Contents (\d+) 0 R/), box = head.match(/\/MediaBox \[([^\]]*)\]/);
        if (!/\/Type \/Page\b(?!s)/.test(head) || !contents || !box) continue;
        const { stream } = all.get(+contents[1]);
        const shown = letters(+contents[1]) + forms(head, inflateSync(stream).toString('latin1'));
        list.push({ size: box[1].trim().split(/\s+/).slice(2).map((n) => Math.round(+n)), letters: shown });
    }
    return list;
}

module.exports = { pages };
