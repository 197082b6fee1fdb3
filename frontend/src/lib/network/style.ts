// How the chart is drawn: colours from the page's tokens, sizes for the screen whatever the zoom.

import type { StylesheetJson } from "cytoscape";
import type { ViewNode } from "./view";

export interface Size {
  readonly width: number;
  readonly height: number;
}

// Width of a letter and height of a line of a name, about, in pixels.
const LETTER = 7;
const LINE = 18;
const WIDEST = 170;
const EDGE = 88;
const TOP = 32;
const BOTTOM = 72;

function colour(token: string): string {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

// Sizes are for the screen, whatever the zoom: going nearer makes room between the names.
export function styles(large: boolean, labelled: boolean, zoom: number): StylesheetJson {
  const k = 1 / zoom;
  const ink = colour("--n-8");
  const ground = colour("--n-0");
  const accent = colour("--accent");
  const font = getComputedStyle(document.documentElement).getPropertyValue("--font-arab");
  const family = font.trim() || "sans-serif";
  const outline = large ? 0 : 2.5 * k;
  return [
    {
      selector: "node",
      style: {
        width: 16 * k, height: 16 * k, shape: "ellipse",
        "background-color": ground, "border-width": 1.5 * k, "border-color": colour("--n-7"),
        color: ink, "font-family": family, "font-size": 13 * k,
        "text-wrap": "wrap", "text-max-width": `${WIDEST * k}px`, "text-valign": "bottom",
        "text-margin-y": 4 * k, "text-outline-width": outline, "text-outline-color": ground,
        "line-height": 1.3,
      },
    },
    { selector: "node[?named]", style: { label: "data(label)" } },
    { selector: "node[kind = 'thing']", style: { shape: "round-rectangle" } },
    {
      selector: "node[kind = 'group']",
      style: {
        shape: "round-rectangle", width: 30 * k, height: 24 * k, label: "data(label)",
        "border-style": "double", "border-width": 4 * k, "font-weight": 600,
      },
    },
    {
      selector: "node[?focus]",
      style: { width: 24 * k, height: 24 * k, "background-color": ink, "font-weight": 600 },
    },
    { selector: "node[?pinned]", style: { shape: "diamond", width: 20 * k, height: 20 * k } },
    {
      selector: "edge",
      style: {
        width: 1.5 * k, "line-color": colour("--n-6"),
        "curve-style": large ? "haystack" : "straight",
        color: colour("--n-6"), "font-family": family, "font-size": 11 * k,
        label: labelled ? "data(label)" : "",
        "text-outline-width": outline, "text-outline-color": ground,
      },
    },
    {
      selector: "edge[!confirmed]",
      style: { "line-style": "dashed", "line-dash-pattern": [6 * k, 5 * k] },
    },
    {
      // Drawn as the others, with a ring in its middle: it is there throughout, whatever the day.
      selector: "edge[?undated]",
      style: {
        "mid-target-arrow-shape": "circle", "mid-target-arrow-fill": "hollow",
        "mid-target-arrow-color": colour("--n-6"), "arrow-scale": 1.2 * k, "text-margin-y": -12 * k,
      },
    },
    { selector: "node.fresh", style: { "border-width": 4 * k } },
    { selector: "edge.fresh", style: { width: 3.5 * k } },
    {
      selector: "node.chosen",
      style: { label: "data(label)", "border-width": 4 * k, "border-color": accent, "z-index": 9 },
    },
    {
      selector: "edge.chosen",
      style: {
        width: 3.5 * k, "line-color": accent, color: accent, label: "data(label)", "z-index": 9,
      },
    },
  ];
}

// Where a place lies on a drawing of some size, with room at the edges for names; and back.
export function toPixels(place: { x: number; y: number }, size: Size): { x: number; y: number } {
  return { x: EDGE + place.x * (size.width - 2 * EDGE), y: TOP + place.y * (size.height - TOP - BOTTOM) };
}

export function fromPixels(at: { x: number; y: number }, size: Size): { x: number; y: number } {
  const x = (at.x - EDGE) / (size.width - 2 * EDGE);
  const y = (at.y - TOP) / (size.height - TOP - BOTTOM);
  return { x: Number(x.toFixed(5)), y: Number(y.toFixed(5)) };
}

// Names that cover no other name on the screen, the focus first, then the most tied, as the server
// sends them; the others are written once one is near enough for them to have room.
export function named(nodes: readonly ViewNode[], size: Size, zoom: number): Set<string> {
  const taken: [number, number, number, number][] = [];
  const found = new Set<string>();
  for (const node of [...nodes].sort((a, b) => Number(b.focus) - Number(a.focus))) {
    const letters = Math.max(...node.lines.map((line) => line.length));
    const half = Math.min(letters * LETTER, WIDEST) / 2;
    const at = toPixels(node.place, size);
    const x = at.x * zoom;
    const y = at.y * zoom;
    const wrapped = letters * LETTER > WIDEST ? 2 : 1;
    const box: [number, number, number, number] = [x - half, y + 8, x + half, y + 10 + wrapped * node.lines.length * LINE];
    if (taken.every((other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1])) {
      taken.push(box);
      found.add(node.id);
    }
  }
  return found;
}
