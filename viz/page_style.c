/* SPDX-License-Identifier: MIT
 *
 * How pages look: one narrow column to read in, drawings as wide as the screen allows, nothing that
 * moves. Colours are those of the drawings. */
#include "page_parts.h"

#include <stddef.h>

/* Of a sheet that holds one drawing: as large as printers can. */
#define SHEET_MARGIN "9mm 9mm 15mm"

#define DARK                                                                                       \
    "--paper:#14181f;--ink:#e6e9ee;--muted:#9aa4b0;--faint:#3b4552;--band:#1b212a;--accent:#"      \
    "b0bdfe"

/* In parts: compilers need not take a longer string than 4095. */
const char *const viz_page_style[] = {
    ":root{--paper:#fff;--ink:#1b1f24;--muted:#59636e;--faint:#d0d7de;--band:#f3f5f8;"
    "--accent:#3135fa;color-scheme:light}\n"
    ".dark{" DARK ";color-scheme:dark}\n"
    "@media screen and (prefers-color-scheme:dark){.auto{" DARK ";color-scheme:dark}}\n"
    /* the column */
    "*{box-sizing:border-box}\n"
    "body{margin:0;padding:clamp(1.25rem,4vw,4rem) clamp(1rem,3vw,2.5rem) 3rem;"
    "background:var(--paper);color:var(--ink);overflow-wrap:break-word;"
    "font:1.0625rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,"
    "sans-serif;-webkit-text-size-adjust:100%}\n"
    "header,nav,main,footer{max-width:78rem;margin-inline:auto}\n"
    "p,ul{max-width:44rem;margin:0 0 1em}\n"
    "h1,h2,h3{line-height:1.2;text-wrap:balance;font-weight:650}\n"
    "h1{font-size:clamp(1.75rem,4.2vw,2.75rem);letter-spacing:-.02em;margin:0 0 .35em;"
    "max-width:22em}\n"
    "h2{font-size:clamp(1.35rem,2.6vw,1.75rem);letter-spacing:-.01em;margin:0 0 .8em;"
    "padding-top:1.4rem;border-top:2px solid var(--ink)}\n"
    "h3{font-size:1.0625rem;margin:2.2em 0 .6em}\n"
    "a{color:var(--accent);text-underline-offset:.2em}\n"
    ":focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}\n"
    "section{margin-top:clamp(3rem,7vw,5.5rem);scroll-margin-top:1rem}\n"
    "header .line{font-size:1.1875rem;line-height:1.5;color:var(--muted);margin-bottom:.3em}\n",
    /* contents */
    "nav{margin-top:2.5rem;font-size:.9375rem;line-height:1.4}\n"
    "nav h2{font-size:.8125rem;letter-spacing:.06em;text-transform:uppercase;color:var(--muted);"
    "border:0;padding:0;margin:0 0 .8em}\n"
    "nav ul{list-style:none;padding:0;margin:0;max-width:none;columns:15rem;column-gap:2.5rem}\n"
    "nav li{break-inside:avoid;border-top:1px solid var(--faint)}\n"
    "nav a{display:block;padding:.55em 0;color:inherit;text-decoration:none}\n"
    "nav a:hover{color:var(--accent);text-decoration:underline}\n"
    /* numbers and points */
    ".numbers{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));"
    "gap:1.6rem 2rem;margin:0 0 2rem;max-width:64rem}\n"
    ".numbers div{display:flex;flex-direction:column-reverse;justify-content:flex-end}\n"
    ".numbers dd{margin:0;font-size:2.5rem;line-height:1.1;font-weight:300;letter-spacing:-.02em;"
    "font-variant-numeric:tabular-nums}\n"
    ".numbers dt{color:var(--muted);font-size:.9375rem;line-height:1.35}\n"
    "section>ul{padding-left:1.2em}section>ul li{margin:0 0 .45em}\n"
    ".small{color:var(--muted);font-size:.9375rem}\n",
    /* tables */
    ".table{overflow-x:auto;margin:2rem 0}\n"
    "table{border-collapse:collapse;font-size:.9375rem;line-height:1.45;"
    "font-variant-numeric:tabular-nums;min-width:min(100%,30rem)}\n"
    "caption{text-align:left;font-weight:650;font-size:1.0625rem;padding:0 0 .6em}\n"
    "th,td{padding:.5em 1.6em .5em 0;text-align:left;vertical-align:top}\n"
    "th:last-child,td:last-child{padding-right:.2em}\n"
    "thead th{border-bottom:1.5px solid var(--ink);font-weight:600;font-size:.875rem;"
    "vertical-align:bottom}\n"
    "tbody td{border-bottom:1px solid var(--faint)}\n"
    "tbody tr:hover td{background:var(--band)}\n"
    ".n{text-align:right}.r td{color:var(--muted);border-bottom:0}\n"
    "th[aria-sort]{cursor:pointer}th[aria-sort]:hover{color:var(--accent)}\n"
    "th[aria-sort=ascending]::after{content:' \\2191'}\n"
    "th[aria-sort=descending]::after{content:' \\2193'}\n",
    /* drawings */
    "figure{margin:2rem 0;position:relative}\n"
    ".frame{overflow-x:auto;overscroll-behavior-x:contain;border:1px solid var(--faint);"
    "border-radius:10px;background:var(--paper)}\n"
    ".sheet{margin-inline:auto}\n"
    ".frame svg{display:block;width:100%;height:auto;touch-action:pan-x pan-y}\n"
    ".zoomed svg{touch-action:none;cursor:grab}.zoomed svg:active{cursor:grabbing}\n"
    ".zoom{position:absolute;right:.6rem;top:.6rem;display:flex;gap:.35rem;z-index:1}\n"
    ".zoom[hidden]{display:none}\n"
    ".zoom button{width:2.25rem;height:2.25rem;border:1px solid var(--faint);border-radius:8px;"
    "background:var(--paper);color:var(--ink);font:1.125rem/1 inherit;font-size:1.125rem;"
    "cursor:pointer;padding:0}\n"
    ".zoom button:hover{border-color:var(--ink)}\n"
    ".more::before{content:'scroll sideways \\2192';display:block;position:sticky;left:0;"
    "width:max-content;padding:.35em .6em;color:var(--accent);font-size:.875rem}\n"
    "figcaption{max-width:44rem;margin-top:.7rem;color:var(--muted);font-size:.9375rem}\n"
    "footer{margin-top:clamp(3rem,7vw,5rem);padding-top:1.2rem;border-top:1px solid var(--faint);"
    "color:var(--muted);font-size:.9375rem}footer p{margin:0 0 .3em}\n"
    ".one{padding:1rem}.one main{max-width:none}.one figure{margin:0}\n"
    "@media(max-width:45rem){.zoom:not([hidden]){position:static;justify-content:flex-end;"
    "margin-bottom:.5rem}table{font-size:.875rem;line-height:1.4}"
    "th,td{padding:.45em .7em .45em 0}thead th{font-size:.8125rem}}\n",
    /* paper */
    "@page{margin:16mm 15mm 20mm;@bottom-left{font:7.5pt 'Liberation Sans',Arial,sans-serif;"
    "color:#59636e;width:85%}"
    "@bottom-right{content:counter(page)' / 'counter(pages);"
    "font:7.5pt 'Liberation Sans',Arial,sans-serif;color:#59636e}}\n"
    "@page a3{size:A3 landscape;margin:" SHEET_MARGIN "}@page a4{size:A4 landscape;"
    "margin:" SHEET_MARGIN "}@page letter{size:letter landscape;margin:" SHEET_MARGIN "}\n"
    "@page a3-up{size:A3;margin:" SHEET_MARGIN "}@page a4-up{size:A4;margin:" SHEET_MARGIN "}"
    "@page letter-up{size:letter;margin:" SHEET_MARGIN "}\n"
    "@media print{\n"
    "body{padding:0;font-size:10pt;line-height:1.45}h1{font-size:22pt}h2{font-size:15pt}\n"
    "h3,caption{font-size:10.5pt}header .line{font-size:11.5pt}\n"
    "section{margin:0;break-before:page}section h2{border-top-width:1pt;padding-top:8pt}\n"
    "main>section:first-child,section:not(:has(figure,table)),section:has(>h2+:is(.a3,.a4,.letter))"
    "{break-before:auto;margin-top:10mm}\n"
    "section:has(>h2+:is(.a3,.a4,.letter))>h2{display:none}\n"
    "th,td{padding:.3em 1.2em .3em 0}\n"
    "footer{display:none}header,main{max-width:none}h2,h3,caption{break-after:avoid}p,li{orphans:3;"
    "widows:3}\n"
    ".zoom,.with-script,nav,.more::before{display:none!important}\n"
    ".numbers{grid-template-columns:repeat(4,1fr);gap:6mm}.numbers dd{font-size:22pt}\n"
    ".numbers dt,nav,table,figcaption,.small{font-size:9pt}\n"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    "tbody tr:nth-child(-n+3){break-after:avoid}tbody tr:nth-last-child(-n+2){break-before:avoid}"
    ".table:not(:has(tbody>tr:nth-child(13))){break-inside:avoid}.table,.frame{overflow:visible}\n"
    "figure{break-inside:avoid;margin:6mm 0}.frame{border:0}\n"
    ".sheet{min-width:0!important;max-width:none!important;"
    "width:min(100%,calc(215mm*var(--ratio)/1000))}\n"
    "a{color:inherit;text-decoration:none}\n"
    ".a3{page:a3}.a4{page:a4}.letter{page:letter}.a3.portrait{page:a3-up}"
    ".a4.portrait{page:a4-up}.letter.portrait{page:letter-up}\n"
    ".a3,.a4,.letter{margin:0}\n"
    ".a3 .sheet{width:min(100%,calc(268mm*var(--ratio)/1000))}"
    ".a3.portrait .sheet{width:min(100%,calc(390mm*var(--ratio)/1000))}\n"
    ".a4 .sheet,.letter .sheet{width:min(100%,calc(181mm*var(--ratio)/1000))}"
    ".a4.portrait .sheet,.letter.portrait .sheet"
    "{width:min(100%,calc(250mm*var(--ratio)/1000))}\n"
    "}\n",
    NULL};
