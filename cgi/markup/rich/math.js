// Turns formulas into MathML: the other side is rich.c. A request is a line
// "KIND LENGTH", where KIND is "d" for a formula of its own line and "i" for one in a
// line, and the TeX; the answer is a line with its length, and "+" with the MathML or "-"
// with the reason why there is none.
"use strict";
const fs = require("fs");

const katex = require("katex");
try {
  // Formulas of chemistry, \ce{H2O}.
  require("katex/contrib/mhchem");
} catch (error) {
  if (!/NOT_FOUND|NOT_EXPORTED/.test(error.code)) throw error;
}

function read(size) {
  const data = Buffer.alloc(size);
  for (let have = 0; have < size;) {
    const n = fs.readSync(0, data, have, size - have, null);
    if (n === 0) process.exit(0);
    have += n;
  }
  return data;
}

function answer(kind, tex) {
  try {
    const html = katex.renderToString(tex, {
      output: "mathml", displayMode: kind === "d", throwOnError: true, strict: "ignore",
      trust: false, maxSize: 50, maxExpand: 1000,
    });
    return "+" + html.slice(html.indexOf("<math"), html.lastIndexOf("</math>") + 7);
  } catch (error) {
    return "-" + String(error.message).replace(/^KaTeX parse error: /, "").replace(/\u0332/g, "");
  }
}

for (;;) {
  let line = "";
  for (let c; (c = read(1).toString("latin1")) !== "\n";) line += c;
  const [kind, length] = line.split(" ");
  const data = Buffer.from(answer(kind, read(Number(length)).toString("utf8")));
  const all = Buffer.concat([Buffer.from(`${data.length}\n`), data]);
  for (let sent = 0; sent < all.length;) sent += fs.writeSync(1, all, sent);
}
