// SPDX-License-Identifier: MIT
//
// Faults that a careless change could bring: what, in which file, the complaint expected, how.
'use strict';
const { createHash } = require('crypto');

// A page runs its script only under the hash of it.
function script(change) {
    return (page) => {
        const [, old] = page.match(/<script>([^]*?)<\/script>/), now = change(old);
        const hash = createHash('sha256').update(now).digest('base64');
        return old === now ? page : page.replace(/sha256-[^']*/, `sha256-${hash}`).replace(old, () => now);
    };
}
const style = (rules) => (page) => page.replace('</style>', () => `${rules}</style>`);
// No class that says what a thing is tied to.
const untied = (s) => s.replace(/(<(?:g|path|rect|circle)[^>]* class="[^"]*\bd n [a-z]\d+)[^"]*/g, '$1')
    .replace(/ class="d( [a-z]\d+)+/g, ' class="d');
const noHover = (s) => s.replace(/#[\w-]+:hover,/g, '').replace(/\.n:hover,/g, '');
const without = (from, to) => script((s) => s.replace(from, () => to));

const spoilers = [
    ['a label 20 px lower', 'trains-model.svg', /over station|meets line|over "/,
        (s) => s.replace(/(<rect [^>]*\/><text x="[^"]*" y=")([\d.]+)/, (_, a, y) => a + (+y + 20))],
    ['a line through a foreign station', 'trains-model.svg', /runs by station/,
        (s) => s.replace(/( class="d n s\d+[^"]*?) l\d+/, '$1')],
    ['a station that a line misses', 'trains-model.svg', /misses/,
        (s) => s.replace(/(-s0" .*?<rect x=")([\d.]+)(" y=")([\d.]+)/,
            (_, a, x, b, y) => a + x + b + (+y - 40))],
    ['a name that is not escaped', 'trains-model.svg', /scripts|element|console/,
        (s) => s.replace(/<\/text>/, '</text><script>console.log(1)</script>')],
    ['a handler', 'trains-model.svg', /attribute onload/, (s) => s.replace('<svg ', '<svg onload="1" ')],
    ['a picture from elsewhere', 'trains-model.svg', /element image|request/,
        (s) => s.replace('</svg>', '<image href="file:///nowhere.png" width="9" height="9"/></svg>')],
    ['a word that leaves the sheet', 'trains-model.svg', /outside/,
        (s) => s.replace(/(<text x=")[\d.]+/, '$1-50')],
    ['a rule lost', 'trains-model.svg', /does not fade/, (s) => s.replace(/opacity:\.13/, 'opacity:.5')],
    ['an id twice', 'trains-model.svg', /twice/, (s) => s.replace(/-s1"/, '-s0"')],

    ['foreign letters moved', 'trains-model-hostile.svg', /over "|meets|not where/,
        (s) => s.replace(/(<text x="[\d.]+" y=")([\d.]+)("[^>]*>[^<]*[\u0600-\u06ff\u3040-\u9fff])/,
            (_, a, y, rest) => a + (+y + 25) + rest)],
    ['boxes of a network away from their names', 'network-harmon.svg', /not where it should be: box/,
        (s) => s.replace(/<rect (?=[^>]*rx=)/g, '<rect transform="translate(200 0)" ')],
    ['seats of a network gone', 'network-harmon.svg', /not where it should be: path seat/,
        (s) => s.replace(/<path d="M[^>]*stroke-width="1.3"[^>]*>/g, '')],
    ['dots of districts gone', 'districts-region.svg', /not where it should be: path dots/,
        (s) => s.replace(/<path d="[^"]*h0"[^>]*>/g, '')],
    ['one dot of a district gone', 'districts-region.svg', /not where it should be: path dots/,
        (s) => s.replace(/M[\d.]+ [\d.]+h0"/, '"')],
    ['cells of gaps hidden', 'gaps-harmon.svg', /not where it should be: box cell/,
        style('.r0{visibility:hidden}')],
    ['light letters on a light ground', 'trains-dark.svg', /".* is rgb/,
        (s) => s.replace(/<rect class="f1"([^>]*) fill="#14181f"/, '<rect class="f1"$1 fill="#ffffff"')],
    ['dark letters in the dark', 'network-harmon.svg', /^dark: .* is rgb/,
        (s) => s.replace(/(prefers-color-scheme:dark\)\{\n\.\w+\{fill:)#e6e9ee/, '$1#1b1f24')],
    ['dark numbers in the dark', 'matrix-harmon.svg', /^dark: .* is rgb/,
        (s) => s.replace(/\.f44\{fill:#\w+\}/, '.f44{fill:#1b1f24}')],
    ['all ties lost from rows and cells of a matrix', 'matrix-harmon.svg', /tied to it, fades/, untied],
    ['ties lost from cells of a matrix', 'matrix-harmon.svg', /cell .*tied to it, fades/,
        (s) => s.replace(/<g class="d c\d+ c\d+"/g, '<g class="d"')],
    ['all ties lost from rows of an upset', 'upset-harmon.svg', /tied to it, fades/, untied],
    ['ties lost from cells of gaps', 'gaps-harmon.svg', /cell .*tied to it, fades/,
        (s) => s.replace(/(class="[^"]*\bd) r\d+ k\d+/g, '$1')],
    ['ties lost from seats of a network', 'network-harmon.svg', /seat .*tied to it, fades/,
        (s) => s.replace(/(class="[^"]*\bd) c\d+ i\d+"/g, '$1"')],
    ['cells that never fade', 'matrix-harmon.svg', /cell .*does not fade/,
        (s) => s.replace(/<g class="d c\d+ c\d+"/g, '<g')],
    ...['trains-model', 'network-harmon', 'matrix-harmon', 'upset-harmon', 'districts-region', 'gaps-harmon']
        .map((name) => [`no hover in ${name}`, `${name}.svg`, /is pointed at.*(does not fade|0 not)/, noHover]),
    ['a still drawing that takes the focus', 'trains-still.svg', /takes the focus/,
        (s) => s.replace('role="listitem"', 'role="listitem" tabindex="0"')],
    ['a still drawing that moves', 'trains-still.svg', /moves/, style('.d:hover{opacity:.5}')],

    ['sorting removed', 'report-toy.html', /not sorted|does not sort|no column/,
        without('c.addEventListener("click",go);', '')],
    ['keys of headings removed', 'report-toy.html', /Enter on a heading/,
        without('if(e.key=="Enter"||e.key==" ")', 'if(0)')],
    ['keys removed', 'map.html', /the key \+/, without('act(e.key)', 'false')],
    ['panning removed', 'map.html', /dragging/, without('moved=true;pan(', 'moved=true;(')],
    ['"-" removed', 'map.html', /the key -|on -/, without('else if(k=="-")zoom(1/1.4,.5,.5);', '')],
    ['the wheel removed', 'map.html', /wheel/, without('if(!e.ctrlKey)return;', 'return;')],
    ['arrows removed', 'map.html', /an arrow/, without('else if(d&&v[2]<h[2])', 'else if(0)')],
    ['buttons hidden', 'map.html', /buttons/, without('z.hidden=false;', '')],
    ['the map hidden', 'map.html', /drawings are seen/, style('figure svg{visibility:hidden}')],
    ['the map seen through', 'map.html', /drawings are seen/, style('figure{opacity:0}')],
    ['the figure removed', 'map.html', /drawings are seen/, (s) => s.replace(/<figure[^]*<\/figure>/, '')],
    ['one figure of a report removed', 'report-toy.html', /drawings are seen/,
        (s) => s.replace(/<figure[^]*?<\/figure>/, '')],
    ['nothing printed', 'map.html', /letters printed/, style('@media print{body{display:none}}')],
    ['a drawing not printed', 'map.html', /letters printed/,
        style('@media print{svg{clip-path:inset(100%)}}')],
    ['half a page a section', 'chart.html', /letters only/, style('@media print{tr{break-after:page}}')],
    ['a drawing longer than the paper', 'map.html', /px high/,
        style('@media print{.sheet{height:400mm}}')],
    ['pictures of hatching printed', 'report.html', /MB to print/, style('@media print{td.g.unknown{' +
        'background:repeating-linear-gradient(135deg,transparent 0 4px,#aaa 4px 5.5px)!important}}')],
    ['tables wider than the window', 'report-toy.html', /px wide in a window/,
        style('.table{overflow:visible}')],
    ['tables cut at the window', 'report-toy.html', /does not scroll/, style('.table{overflow:hidden}')],
    ['tables wider than the paper', 'report-toy.html', /px of paper/,
        style('@media print{td{padding:0 20mm!important}}')],
    ['a drawing cut', 'map.html', /is cut/, style('@media print{.frame{height:30mm;overflow:hidden}}')],
    ['headings without rows', 'report-toy.html', /without a row/,
        style('@media print{tbody tr{break-before:auto!important}}')],
    ['a drawing over two pages', 'map.html', /may be torn/, style('@media print{figure{break-inside:auto}}')],
    ['small letters', 'chart.html', /text of 9 px/, style('td{font-size:9px}')],
    ['a chart without its table', 'chart.html', /charts are seen/,
        (s) => s.replace(/<table class="chart[^]*?<\/table>/, '')],
];

module.exports = { spoilers };
