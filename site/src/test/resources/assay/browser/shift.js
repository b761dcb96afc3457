// Layout shifts since the page began to load.
const done = arguments[arguments.length - 1], found = [];
const note = list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput && entry.value > 0.0005) {
    found.push("shift of " + entry.value.toFixed(4) + " by " + entry.sources.map(s => s.node ? (s.node.nodeName + "." + (s.node.className || "")) : "?").join(", "));
  }
});
const observer = new PerformanceObserver(note);
observer.observe({ type: "layout-shift", buffered: true });
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { observer.takeRecords(); observer.disconnect(); done(found); }, 10)));
