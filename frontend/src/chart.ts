// The network chart: draws what the server placed, and shares one selection with the tables.
// Without this script the page shows the same chart as a still picture.

import cytoscape from "cytoscape";
import type { Core, ElementDefinition, SingularElementReturnValue, StylesheetJson } from "cytoscape";

interface ChartNode {
  id: string;
  caption: string;
  romanised: string;
  schema: string;
  x: number;
  y: number;
  hidden: number;
  focus: boolean;
}

interface ChartEdge {
  id: string;
  source: string;
  target: string;
  label: string;
  confirmed: boolean;
}

interface ChartData {
  nodes: ChartNode[];
  edges: ChartEdge[];
}

// Width of a letter and height of a line of a name, about, in pixels.
const LETTER = 7;
const LINE = 18;
const WIDEST = 170;
const EDGE = 64;
const SETTLE_MS = 120;
// Up to here each line says what it is at once; beyond, only the selected one does.
const LABELLED_EDGES = 60;
// From here on drawing is made cheaper: no graphics processor may be there.
const LARGE = 500;

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

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
function styles(large: boolean, labelled: boolean, zoom: number): StylesheetJson {
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
    { selector: "node[!person]", style: { shape: "round-rectangle" } },
    {
      selector: "node[?focus]",
      style: { width: 24 * k, height: 24 * k, "background-color": ink, "font-weight": 600 },
    },
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

// Where a node stands on the drawing, with room at the edges for names.
function place(node: ChartNode, width: number, height: number): { x: number; y: number } {
  return { x: EDGE + node.x * (width - 2 * EDGE), y: EDGE / 2 + node.y * (height - 1.5 * EDGE) };
}

// Names that cover no other name on the screen, the focus first, then the most tied, as the server
// sends them; the others are written once one is near enough for them to have room.
function named(data: ChartData, width: number, height: number, zoom: number): Set<string> {
  const taken: [number, number, number, number][] = [];
  const found = new Set<string>();
  for (const node of [...data.nodes].sort((a, b) => Number(b.focus) - Number(a.focus))) {
    const letters = Math.max(node.caption.length, node.romanised.length);
    const half = Math.min(letters * LETTER, WIDEST) / 2;
    const at = place(node, width, height);
    const x = at.x * zoom;
    const y = at.y * zoom;
    const wrapped = letters * LETTER > WIDEST ? 2 : 1;
    const lines = wrapped * (1 + Number(node.romanised !== "")) + Number(node.hidden > 0);
    const box: [number, number, number, number] = [x - half, y + 8, x + half, y + 10 + lines * LINE];
    if (taken.every((other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1])) {
      taken.push(box);
      found.add(node.id);
    }
  }
  return found;
}

function elements(data: ChartData, width: number, height: number): ElementDefinition[] {
  const shown = named(data, width, height, 1);
  const nodes = data.nodes.map((node) => ({
    data: {
      id: node.id,
      label: [node.caption, node.romanised, node.hidden > 0 ? `\u200e+${node.hidden}` : ""]
        .filter((line) => line !== "").join("\n"),
      person: node.schema === "Person",
      named: shown.has(node.id),
      focus: node.focus,
    },
    position: place(node, width, height),
  }));
  const edges = data.edges.map((edge) => ({
    data: { id: edge.id, source: edge.source, target: edge.target, label: edge.label, confirmed: edge.confirmed },
  }));
  return [...nodes, ...edges];
}

function rowOf(event: Event): HTMLTableRowElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLTableRowElement>("tr[data-el]") : null;
}

class Links {
  private readonly cy: Core;
  private readonly said: HTMLElement | null;
  private readonly nothing: string;
  private readonly large: boolean;
  private readonly labelled: boolean;
  private readonly width: number;
  private readonly height: number;
  private chosen = "";
  private settling = 0;

  constructor(
    private readonly panel: HTMLElement,
    private readonly box: HTMLElement,
    private readonly data: ChartData,
  ) {
    this.large = data.nodes.length + data.edges.length > LARGE;
    this.labelled = data.edges.length <= LABELLED_EDGES;
    this.said = panel.querySelector("[data-selected]");
    this.nothing = this.said?.textContent ?? "";
    box.hidden = false;
    panel.querySelector(".picture")?.setAttribute("hidden", "");
    this.width = box.clientWidth || 1000;
    this.height = box.clientHeight || 560;
    this.cy = cytoscape({
      container: box,
      elements: elements(data, this.width, this.height),
      style: styles(this.large, this.labelled, 1),
      layout: { name: "preset", fit: false },
      zoom: 1,
      pan: { x: 0, y: 0 },
      minZoom: 0.2,
      maxZoom: 8,
      textureOnViewport: this.large,
      hideEdgesOnViewport: false,
      pixelRatio: this.large ? 1 : "auto",
      boxSelectionEnabled: false,
      autounselectify: true,
    });
    this.listen();
  }

  private listen(): void {
    this.cy.on("tap", "node, edge", (event) => this.choose((event.target as SingularElementReturnValue).id()));
    this.cy.on("tap", (event) => {
      if (event.target === this.cy) this.choose("");
    });
    this.cy.on("dbltap", "node, edge", () => this.open());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    // By delegation: rows of a table that is filled in later take part too.
    const chooseRow = (event: Event): void => {
      const row = rowOf(event);
      if (row !== null) this.choose(row.dataset["el"] ?? "", { from: "table" });
    };
    document.addEventListener("focusin", chooseRow);
    document.addEventListener("click", chooseRow);
    document.addEventListener("keydown", (event) => this.onRowKey(event));
    for (const table of this.panel.querySelectorAll<HTMLTableElement>("[data-rows]")) {
      const rows = table.querySelectorAll<HTMLTableRowElement>("tr[data-el]");
      for (const row of rows) row.tabIndex = -1;
      const first = rows[0];
      if (first !== undefined) first.tabIndex = 0;
    }
    this.cy.on("zoom", () => {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.settle(), SETTLE_MS);
    });
    const restyle = (): void => this.settle();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
    matchMedia("(prefers-contrast: more)").addEventListener("change", restyle);
    for (const way of this.panel.querySelectorAll<HTMLInputElement>(".seg input")) {
      way.addEventListener("change", () => { this.cy.resize(); });
    }
    document.addEventListener("keydown", (event) => this.onPageKey(event));
  }

  // After zooming: sizes as on the screen before, and the names that now have room.
  private settle(): void {
    const zoom = this.cy.zoom();
    const shown = named(this.data, this.width, this.height, zoom);
    this.cy.batch(() => {
      for (const node of this.data.nodes) this.cy.getElementById(node.id).data("named", shown.has(node.id));
      this.cy.style(styles(this.large, this.labelled, zoom));
    });
  }

  private home(): void {
    this.cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  }

  private onPageKey(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=radio]), textarea, select");
    if (event.key !== "t" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const other = this.panel.querySelector<HTMLInputElement>(".seg input:not(:checked)");
    if (other !== null) {
      other.checked = true;
      other.focus();
      this.cy.resize();
    }
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.step(step);
    else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.home();
    else if (event.key === "Enter") this.open();
    else if (event.key === "Escape") this.choose("");
    else return;
    event.preventDefault();
  }

  private onRowKey(event: KeyboardEvent): void {
    const row = rowOf(event);
    if (row === null || row.closest("[data-rows]") === null) return;
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step !== undefined) {
      const own = [...(row.parentElement?.children ?? [])];
      const next = own[own.indexOf(row) + step];
      if (!(next instanceof HTMLTableRowElement)) return;
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === row) {
      this.open();
    }
  }

  private step(by: number): void {
    const ids = this.panel.querySelectorAll<HTMLElement>("[data-rows] tr[data-el]");
    const order = [...ids].map((row) => row.dataset["el"] ?? "");
    const place = order.indexOf(this.chosen);
    const next = place < 0 ? 0 : (place + by + order.length) % order.length;
    this.choose(order[next] ?? "");
  }

  private zoom(by: number): void {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.box.clientWidth / 2, y: this.box.clientHeight / 2 } });
  }

  private row(): HTMLTableRowElement | undefined {
    const rows = this.panel.querySelectorAll<HTMLTableRowElement>("[data-rows] tr[data-el]");
    return [...rows].find((row) => row.dataset["el"] === this.chosen);
  }

  private open(): void {
    const address = this.row()?.dataset["href"];
    if (address !== undefined) location.assign(address);
  }

  private choose(id: string, { from = "chart" }: { from?: "chart" | "table" } = {}): void {
    if (id === this.chosen) return;
    this.chosen = id;
    this.cy.elements(".chosen").removeClass("chosen");
    for (const row of document.querySelectorAll<HTMLElement>("tr[data-el]")) {
      if (row.dataset["el"] === id) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    }
    const found = this.cy.getElementById(id);
    found.addClass("chosen");
    found.connectedEdges().union(found.connectedNodes()).addClass("chosen");
    if (found.nonempty()) this.show(found);
    if (from === "chart") this.row()?.scrollIntoView({ block: "nearest" });
    this.tell();
  }

  private show(found: SingularElementReturnValue): void {
    const seen = this.cy.extent();
    const box = found.boundingBox();
    if (box.x1 >= seen.x1 && box.x2 <= seen.x2 && box.y1 >= seen.y1 && box.y2 <= seen.y2) return;
    if (still || this.large) this.cy.center(found);
    else this.cy.animate({ center: { eles: found }, duration: 150 });
  }

  private tell(): void {
    if (this.said === null) return;
    const row = this.row();
    if (row === undefined) {
      this.said.textContent = this.nothing;
      return;
    }
    const heads = row.closest("table")?.tHead?.rows[0]?.cells;
    const cells = [...row.cells].map((cell, place) => {
      const copy = document.createElement("span");
      // A number alone says nothing: its column's name goes with it.
      if (cell.classList.contains("n")) {
        const name = document.createElement("span");
        name.className = "muted";
        name.textContent = `${heads?.[place]?.textContent ?? ""} `;
        copy.append(name);
      }
      for (const part of cell.childNodes) copy.append(part.cloneNode(true));
      return copy;
    });
    this.said.replaceChildren(...cells);
  }
}

// Cytoscape would put a <style> element into the page, which the content policy forbids; it does
// not when it finds one of that name. What it would say is in our style sheet.
function claimStyleName(): void {
  const name = document.createElement("meta");
  name.id = "__________cytoscape_stylesheet";
  document.head.append(name);
}

const source = document.getElementById("chart-data");
const panel = document.querySelector<HTMLElement>("[data-chart-panel]");
const box = panel?.querySelector<HTMLElement>(".chart");
if (source !== null && panel && box) {
  claimStyleName();
  new Links(panel, box, JSON.parse(source.textContent ?? "{}") as ChartData);
}
