// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a Vega-Lite specification: standard input to SVG on standard output.
//
// usage: node picture.js VEGA.js    (VEGA.js: vega and vega-lite, as the page has them)
"use strict";
const fs = require("fs");
const vm = require("vm");

// Without a canvas text must be measured by us: a wide character (East Asian Wide and Fullwidth) takes one em, Latin
// what a sans-serif of common design gives it, in thousandths of an em.
const LATIN = { i: 260, j: 260, l: 260, t: 340, f: 320, r: 390, m: 890, w: 760, I: 290, M: 870, W: 930, " ": 280, ".": 280, ",": 280,
    ":": 290, ";": 290, "'": 220, "|": 270, "!": 330, "-": 340, "(": 340, ")": 340, "/": 340, "%": 880, "@": 980 };
function isWide(c) {
    return c >= 0x1100 && (c <= 0x115f || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
        (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
        (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd));
}
function ems(text) {
    let sum = 0;
    for (const c of text) {
        const code = c.codePointAt(0);
        sum += isWide(code) ? 1000 : code >= 0x300 && code <= 0x36f ? 0 : LATIN[c] || (c >= "A" && c <= "Z" ? 680 : 560);
    }
    return sum / 1000;
}

// A control character is no character of XML, and one that turns the direction of writing would turn what follows.
function clean(text) {
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g,
        "\ufffd");
}

vm.runInThisContext(fs.readFileSync(process.argv[2], "utf8"), { filename: process.argv[2] });
const { vega, vegaLite } = globalThis;
const spec = JSON.parse(fs.readFileSync(0, "utf8"), (key, value) => (typeof value === "string" ? clean(value) : value));
spec.config = Object.assign({}, spec.config, { aria: false }); // its texts would tell days of the machine's time zone

vega.textMetrics.canvas(false);
vega.textMetrics.width = (item, text) => {
    const lines = Array.isArray(text) ? text : [text == null ? "" : String(text)];
    const width = Math.max(0, ...lines.map((line) => ems(String(line)))) * (item.fontSize || 11) * (item.fontWeight === "bold" ? 1.06 : 1);
    return item.limit > 0 ? Math.min(width, item.limit) : width;
};
// Nothing is fetched: the data stand in the specification.
const loader = { load: () => Promise.reject(new Error("a picture's data are in its specification")),
    sanitize: () => Promise.reject(new Error("no address is followed")), http: null, file: null };
const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "none", loader, logLevel: vega.Error });
view.toSVG().then((svg) => {
    process.stdout.write(svg + "\n");
}).catch((error) => {
    process.stderr.write(String(error && error.message) + "\n");
    process.exitCode = 1;
});
