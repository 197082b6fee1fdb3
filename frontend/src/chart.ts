// The network chart, its timeline, map and tables: one selection, and steps that can be undone.
// Without this script the page shows the same chart as a still picture, with the tables.

import { letterOf, typing } from "./lib/keys";
import { Workbench } from "./lib/network/workbench";
import type { ChartData, Saved } from "./lib/network/model";

const source = document.getElementById("chart-data");
const panel = document.querySelector<HTMLElement>("[data-chart-panel]");
const box = panel?.querySelector<HTMLElement>(".chart");
if (source !== null && panel && box) {
  const saved = document.getElementById("chart-standing")?.textContent;
  const standing = saved ? (JSON.parse(saved) as Saved) : null;
  const bench = new Workbench(panel, box, JSON.parse(source.textContent ?? "{}") as ChartData, standing);
  const language = document.documentElement.lang;
  const ground = document.querySelector<HTMLElement>("[data-map-panel]");
  if (ground !== null) bench.join(ground);

  panel.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.altKey || document.querySelector("dialog[open]") !== null) return;
    const letter = letterOf(event, language);
    if (event.ctrlKey || event.metaKey) {
      if (letter !== "z") return;
      bench.tool("undo");
    } else if (!bench.key(letter, event.shiftKey)) return;
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (letterOf(event, language) !== "t") return;
    const other = panel.querySelector<HTMLInputElement>(".seg input:not(:checked)");
    if (other === null) return;
    other.checked = true;
    other.focus();
    bench.resize();
  });
}
