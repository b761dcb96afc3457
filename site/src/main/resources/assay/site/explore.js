"use strict";
// Sliders over stored grids: each position is a cell that was run, and a step puts its drawing in the place of the last.
(() => {
  const grids = window.ASSAY_GRIDS || {};
  const part = (within, name) => within.querySelector("[data-part='" + name + "']");
  const set = (node, name, value) => node.setAttribute(name, value);

  document.querySelectorAll("[data-explore]").forEach(panel => {
    const grid = grids[panel.dataset.explore];
    if (!grid) return;
    const knob = panel.querySelector("input[type=range]");
    const cards = [...panel.querySelectorAll("[data-method]")];
    const said = part(panel, "said"), code = part(panel, "command").querySelector("code");
    let waiting = 0;

    const draw = (card, frame) => {
      const chip = part(card, "verdict"), truth = part(card, "truth");
      chip.textContent = frame.verdict;
      chip.className = "chip " + frame.style;
      for (const path of ["area", "hits", "misses"]) set(part(card, path), "d", frame[path]);
      set(truth, "x1", frame.truth);
      set(truth, "x2", frame.truth);
      for (const text of ["rate", "range", "bias"]) part(card, text).textContent = frame[text];
      card.querySelector("desc").textContent = frame.said;
    };

    const show = () => {
      const at = Number(knob.value), value = grid.values[at];
      cards.forEach(card => draw(card, grid.methods[card.dataset.method][at]));
      set(knob, "aria-valuetext", value.words);
      part(panel, "value").textContent = value.words;
      code.textContent = value.command;
    };
    // Said once the reader has stopped, so that a screen reader is not flooded on the way.
    const say = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        said.textContent = cards.map(card => {
          const frame = grid.methods[card.dataset.method][Number(knob.value)];
          return card.querySelector("h3").textContent + ": " + frame.verdict.toLowerCase() + ", " + frame.rate;
        }).join("; ");
      }, 600);
    };
    knob.addEventListener("input", () => { show(); say(); });
    knob.disabled = false;
    if (knob.value !== "0") show();
  });
  document.documentElement.dataset.explore = "ready";
})();
