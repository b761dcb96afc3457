// What breaks the layout rules at the present width: overflow of the page, text cut off, text over text.
const done = arguments[arguments.length - 1], found = [], most = 6;
const width = document.documentElement.clientWidth;
const name = e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") +
  (typeof e.className === "string" && e.className ? "." + e.className.trim().replace(/\s+/g, ".") : "");
const say = (kind, text) => { if (found.filter(f => f.startsWith(kind)).length < most) found.push(kind + ": " + text); };

const scrolls = e => {
  for (let p = e; p && p !== document.body; p = p.parentElement) {
    if (/(auto|scroll|hidden|clip)/.test(getComputedStyle(p).overflowX)) return p;
  }
  return null;
};
if (document.documentElement.scrollWidth > width) {
  const wide = [...document.body.querySelectorAll("*")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !scrolls(e);
  });
  say("overflow", document.documentElement.scrollWidth + " > " + width + " by " + wide.slice(-3).map(name).join(", "));
}

// Text nodes with their boxes; hidden text, formulas and what is kept for screen readers are left out.
const boxes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const seen = new Map();
const hidden = e => {
  if (!e || e === document.body) return false;
  if (seen.has(e)) return seen.get(e);
  const style = getComputedStyle(e);
  const answer = style.display === "none" || style.visibility === "hidden" || style.opacity === "0" ||
    (style.clipPath !== "none" && style.position === "absolute") || e.tagName === "math" || e.tagName === "OPTION" ||
    e.tagName === "SELECT" || e.tagName === "SCRIPT" || e.tagName === "STYLE" || e.tagName === "title" || e.tagName === "desc" ||
    style.position === "fixed" || style.position === "sticky" || hidden(e.parentElement);
  seen.set(e, answer);
  return answer;
};
const range = document.createRange();
while (walker.nextNode()) {
  const node = walker.currentNode, e = node.parentElement;
  if (!node.data.trim() || !e.checkVisibility() || hidden(e)) continue;
  range.selectNodeContents(node);
  for (const r of range.getClientRects()) {
    if (r.width > 1 && r.height > 1) boxes.push({ e, text: node.data.trim().slice(0, 40), l: r.left, r: r.right, t: r.top, b: r.bottom });
  }
}
// Cut off: by the edge of the page, or by a box that hides what does not fit.
for (const box of boxes) {
  const holder = scrolls(box.e);
  if (!holder) {
    if (box.r > width + 1 || box.l < -1) say("cut", name(box.e) + " '" + box.text + "' ends at " + Math.round(box.r) + " of " + width);
    continue;
  }
  const style = getComputedStyle(holder), edge = holder.getBoundingClientRect();
  if (/(hidden|clip)/.test(style.overflowX) && (box.r > edge.right + 1 || box.l < edge.left - 1)) {
    say("cut", name(box.e) + " '" + box.text + "' by " + name(holder));
  }
  const reach = edge.left - holder.scrollLeft + holder.scrollWidth;
  if (box.r > reach + 1 || box.l < edge.left - holder.scrollLeft - 1) say("cut", name(box.e) + " '" + box.text + "' beyond " + name(holder));
}
// A picture holds its words.
for (const box of boxes) {
  const svg = box.e.closest("svg");
  if (!svg) continue;
  const edge = svg.getBoundingClientRect();
  if (box.r > edge.right + 2 || box.l < edge.left - 2 || box.b > edge.bottom + 3 || box.t < edge.top - 3) {
    say("outside", "'" + box.text + "' is outside " + (svg.id || "its picture"));
  }
}
// Text over text. Lines of one element touch each other; boxes are taken in by a little.
boxes.sort((a, b) => a.t - b.t);
const inset = 2.5;
for (let i = 0; i < boxes.length; i++) {
  const a = boxes[i];
  for (let j = i + 1; j < boxes.length && boxes[j].t < a.b - 2 * inset; j++) {
    const b = boxes[j];
    if (a.e === b.e || a.l >= b.r - inset || b.l >= a.r - inset || a.t >= b.b - 2 * inset) continue;
    if (a.e.contains(b.e) || b.e.contains(a.e) || scrolls(a.e) !== scrolls(b.e)) continue;
    say("overlap", "'" + a.text + "' (" + name(a.e) + ") and '" + b.text + "' (" + name(b.e) + ")");
  }
}
done(found);
