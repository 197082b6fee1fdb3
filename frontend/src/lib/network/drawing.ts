// The canvas: draws a view, marks the selection, and tells what was clicked or moved.

import cytoscape from "cytoscape";
import type { Core, ElementDefinition, EventObject, SingularElementReturnValue } from "cytoscape";
import type { Place } from "./model";
import { fromPixels, named, styles, toPixels, type Size } from "./style";
import type { View } from "./view";

const SETTLE_MS = 120;
// Of a large chart that takes a moment: not between two turns of the wheel.
const SETTLE_LARGE_MS = 400;
const FADE_MS = 250;
// Up to here each line says what it is at once; beyond, only the selected one does.
const LABELLED_EDGES = 60;
// From here on drawing is made cheaper: no graphics processor may be there.
const LARGE = 500;
// A layout of everybody takes this many rounds, so that it ends soon whatever the size.
const ROUNDS = 600;

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

export interface Heard {
  readonly choose: (id: string, adding: boolean) => void;
  readonly open: (id: string) => void;
  readonly moved: (places: Record<string, Place>) => void;
}

// Cytoscape would put a <style> element into the page, which the content policy forbids; it does
// not when it finds one of that name. What it would say is in our style sheet.
function claimStyleName(): void {
  if (document.getElementById("__________cytoscape_stylesheet") !== null) return;
  const name = document.createElement("meta");
  name.id = "__________cytoscape_stylesheet";
  document.head.append(name);
}

export class Drawing {
  private readonly cy: Core;
  private readonly size: Size;
  private readonly large: boolean;
  private view: View;
  private settling = 0;

  constructor(private readonly box: HTMLElement, view: View, private readonly heard: Heard) {
    claimStyleName();
    box.hidden = false;
    this.view = view;
    this.size = { width: box.clientWidth || 1000, height: box.clientHeight || 560 };
    this.large = view.nodes.length + view.edges.length > LARGE;
    this.cy = cytoscape({
      container: box,
      elements: this.elements(view),
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

  private get labelled(): boolean {
    return this.view.edges.length <= LABELLED_EDGES;
  }

  private listen(): void {
    this.cy.on("tap", (event) => this.tapped(event));
    this.cy.on("dbltap", "node, edge", (event) => this.heard.open((event.target as SingularElementReturnValue).id()));
    this.cy.on("dragfree", "node", (event) => {
      const node = event.target as SingularElementReturnValue;
      this.heard.moved({ [node.id()]: fromPixels(this.cy.getElementById(node.id()).position(), this.size) });
    });
    this.cy.on("zoom", () => {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.settle(), this.large ? SETTLE_LARGE_MS : SETTLE_MS);
    });
    const restyle = (): void => this.settle();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
    matchMedia("(prefers-contrast: more)").addEventListener("change", restyle);
  }

  private tapped(event: EventObject): void {
    const mouse = event.originalEvent as MouseEvent | undefined;
    const adding = mouse !== undefined && (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey);
    this.box.focus({ preventScroll: true });
    if (event.target === this.cy) this.heard.choose("", adding);
    else this.heard.choose((event.target as SingularElementReturnValue).id(), adding);
  }

  private elements(view: View): ElementDefinition[] {
    const shown = named(view.nodes, this.size, 1);
    const nodes = view.nodes.map((node) => ({
      group: "nodes" as const,
      data: {
        id: node.id, label: node.lines.join("\n"), kind: node.kind, named: shown.has(node.id),
        focus: node.focus, pinned: node.pinned,
      },
      position: toPixels(node.place, this.size),
    }));
    const edges = view.edges.map((edge) => ({ group: "edges" as const, data: { ...edge } }));
    return [...nodes, ...edges];
  }

  // Draws another view in place of the one before; what stays keeps its element. Whoever is new in
  // a step through time is drawn stronger until the next one, and fades in where motion is wanted.
  show(view: View, playing = false): void {
    this.view = view;
    const fresh: string[] = [];
    const wanted = this.elements(view);
    const ids = new Set(wanted.map((one) => one.data.id));
    this.cy.batch(() => {
      this.cy.elements().filter((one) => !ids.has(one.id())).remove();
      for (const one of wanted) {
        const there = this.cy.getElementById(one.data.id ?? "");
        if (there.empty()) {
          this.cy.add(one);
          fresh.push(one.data.id ?? "");
        } else {
          there.data(one.data);
          if (one.position !== undefined) there.position(one.position);
        }
      }
    });
    this.settle();
    this.cy.elements(".fresh").removeClass("fresh");
    if (playing) this.bringIn(fresh);
  }

  private bringIn(ids: readonly string[]): void {
    for (const id of ids) {
      const one = this.cy.getElementById(id).addClass("fresh");
      if (still || this.large) continue;
      one.style("opacity", 0);
      one.animate({ style: { opacity: 1 }, duration: FADE_MS, complete: () => one.removeStyle("opacity") });
    }
  }

  // After zooming: sizes as on the screen before, and the names that now have room.
  private settle(): void {
    const zoom = this.cy.zoom();
    const shown = named(this.view.nodes, this.size, zoom);
    this.cy.batch(() => {
      for (const node of this.view.nodes) {
        const there = this.cy.getElementById(node.id);
        if (there.data("named") !== shown.has(node.id)) there.data("named", shown.has(node.id));
      }
      this.cy.style(styles(this.large, this.labelled, zoom));
    });
  }

  mark(ids: readonly string[]): void {
    this.cy.batch(() => {
      this.cy.elements(".chosen").removeClass("chosen");
      for (const id of ids) {
        const found = this.cy.getElementById(id);
        found.addClass("chosen");
        // One alone with its lines; of several only what was chosen itself.
        if (ids.length === 1) found.connectedEdges().union(found.connectedNodes()).addClass("chosen");
      }
    });
    const last = this.cy.getElementById(ids.at(-1) ?? "");
    if (last.nonempty()) this.bring(last);
  }

  private bring(found: SingularElementReturnValue): void {
    const seen = this.cy.extent();
    const box = found.boundingBox();
    if (box.x1 >= seen.x1 && box.x2 <= seen.x2 && box.y1 >= seen.y1 && box.y2 <= seen.y2) return;
    if (still || this.large) this.cy.center(found);
    else this.cy.animate({ center: { eles: found }, duration: 150 });
  }

  // New places for everybody who is not pinned; the same for the same view.
  arrange(): Record<string, Place> {
    const nodes = this.cy.nodes();
    nodes.filter("[?pinned]").lock();
    this.cy.layout({
      name: "cose", animate: false, fit: false, randomize: false, numIter: ROUNDS,
      boundingBox: { x1: 64, y1: 32, w: this.size.width - 128, h: this.size.height - 96 },
    }).run();
    nodes.unlock();
    const places: Record<string, Place> = {};
    nodes.forEach((node) => { places[node.id()] = fromPixels(node.position(), this.size); });
    return places;
  }

  zoomBy(by: number): void {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.box.clientWidth / 2, y: this.box.clientHeight / 2 } });
  }

  home(): void {
    this.cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  }

  resize(): void {
    this.cy.resize();
  }
}
