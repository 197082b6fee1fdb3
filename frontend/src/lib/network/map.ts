// The map: coasts and borders from the package, places with counts, ways with direction. What is
// chosen here is seen in chart, timeline and tables, and the other way round.

import * as L from "leaflet";
import { among, bow, clustered, lit, nameOf, roomFor, type Box, type Cluster, type Leg, type MapData, type MapPlace } from "./ground";
import { Incidents } from "./incidents";
import type { Selection } from "./selection";
import { oneStop } from "./tables";

const NEAR_PX = 26;
const FURTHEST_OUT = 2;
const FURTHEST_IN = 10;
// A single place is shown with what lies around it.
const CLOSEST_FIT = 7;
const LETTER_PX = 7;
const LINE_PX = 16;
const ZOOMS: Readonly<Record<string, string>> = { "+": "in", "=": "in", "-": "out", "0": "all" };
const CORRIDOR: L.LatLngBoundsLiteral = [[30, -6], [56, 50]];

interface World {
  readonly land: readonly (readonly number[])[];
  readonly borders: readonly (readonly number[])[];
}

interface Drawn {
  readonly ids: readonly string[];
  readonly layers: readonly L.Path[];
}

// The map that a part of the page holds, where any place is stated.
export function mapIn(panel: HTMLElement, selection: Selection): MapPanel | null {
  const data = dataIn(panel);
  return data === null ? null : new MapPanel(panel, data, selection);
}

function dataIn(panel: Element): MapData | null {
  const text = panel.querySelector("#map-data")?.textContent;
  return text ? (JSON.parse(text) as MapData) : null;
}

export class MapPanel {
  private readonly box: HTMLElement;
  private readonly map: L.Map;
  private readonly svg = L.svg({ padding: 0.3 });
  private readonly over = L.layerGroup();
  private readonly told: HTMLElement | null;
  private seen: MapData;
  private drawn: Drawn[] = [];
  private readonly incidents: Incidents;
  private fitted = false;

  constructor(private readonly panel: HTMLElement, private data: MapData, private readonly selection: Selection) {
    this.seen = data;
    this.box = panel.querySelector<HTMLElement>(".map") ?? panel;
    this.told = panel.querySelector("[data-map-selected]");
    this.box.hidden = false;
    panel.querySelector("[data-still]")?.setAttribute("hidden", "");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.box, {
      keyboard: false, attributionControl: false, zoomControl: false, scrollWheelZoom: false, boxZoom: false, maxBoundsViscosity: 1,
      zoomAnimation: !still, inertia: !still, minZoom: FURTHEST_OUT, maxZoom: FURTHEST_IN, zoomSnap: 0.5,
    });
    this.incidents = new Incidents(panel, this.map, this.svg, (text) => this.said(text));
    this.over.addTo(this.map);
    this.map.fitBounds(CORRIDOR);
    void this.ground();
    this.listen();
    this.fit();
  }

  private listen(): void {
    this.map.on("zoomend", () => this.draw());
    this.map.on("click", () => this.selection.choose([], "map"));
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    const tools = this.panel.querySelector<HTMLElement>("[data-map-tools]");
    if (tools !== null) tools.hidden = false;
    tools?.addEventListener("click", (event) => {
      const tool = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-map-do]") : null;
      if (tool?.dataset["mapDo"] === "incidents") void this.incidents.toggle(tool);
      else this.zoom(tool?.dataset["mapDo"] ?? "");
    });
    // Only with Ctrl: without it a wheel scrolls the page.
    this.box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.map.setZoomAround(this.map.mouseEventToContainerPoint(event), this.map.getZoom() + (event.deltaY > 0 ? -0.5 : 0.5));
    }, { passive: false });
    new ResizeObserver(() => this.resize()).observe(this.box);
    this.selection.listen(() => this.bring(this.mark()));
  }

  private said(text: string): void {
    this.told?.replaceChildren(text);
  }

  private resize(): void {
    if (this.box.clientWidth === 0) return;
    this.map.invalidateSize({ animate: false });
    if (!this.fitted) this.fit();
  }

  // The map of more people and things, from an answer of the server. How near it is stays.
  replace(answer: Element): void {
    const data = dataIn(answer);
    if (data === null) return;
    this.data = data;
    this.box.setAttribute("aria-label", answer.querySelector(".map")?.getAttribute("aria-label") ?? "");
    const incidents = this.panel.querySelector("[data-incidents]");
    for (const part of [".legend", "[data-map-tables]"]) {
      this.panel.querySelector(part)?.replaceChildren(...(answer.querySelector(part)?.childNodes ?? []));
    }
    if (incidents !== null) this.panel.querySelector("[data-incidents]")?.replaceWith(incidents);
  }

  // What somebody on the chart has to do with; the others are hidden there.
  show(seen: (id: string) => boolean): void {
    this.seen = among(this.data, seen);
    const kept = new Set([...this.seen.places, ...this.seen.legs].map((one) => one.id));
    for (const row of this.rows()) row.hidden = !kept.has(row.dataset["el"] ?? "");
    oneStop(this.panel);
    this.draw();
  }

  has(id: string): boolean {
    return this.seen.places.some((one) => one.id === id) || this.seen.legs.some((one) => one.id === id);
  }

  // A place or way, with everybody who has to do with it; anything else alone.
  behind(id: string): string[] {
    const found = [...this.seen.places, ...this.seen.legs].find((one) => one.id === id);
    return found === undefined ? [id] : [id, ...found.who];
  }

  private rows(): HTMLTableRowElement[] {
    return [...this.panel.querySelectorAll<HTMLTableRowElement>("[data-rows] tr[data-el]")];
  }

  private async ground(): Promise<void> {
    const answer = await fetch(this.panel.dataset["world"] ?? "").catch(() => null);
    // Places stand where they are without coasts too.
    if (!answer?.ok) return;
    const world = (await answer.json()) as World;
    const quiet = { renderer: L.svg({ pane: "tilePane", padding: 0.3 }), interactive: false, smoothFactor: 1.5 };
    L.polygon(world.land.map(unpacked), { ...quiet, className: "land" }).addTo(this.map);
    L.polyline(world.borders.map(unpacked), { ...quiet, className: "border" }).addTo(this.map);
  }

  private fit(): void {
    if (this.box.clientWidth === 0) return;
    this.fitted = true;
    const points = this.seen.places.map((one) => L.latLng(one.latitude, one.longitude));
    if (points.length > 0) this.map.fitBounds(L.latLngBounds(points), { padding: [40, 30], maxZoom: CLOSEST_FIT, animate: false });
    this.draw();
  }

  private at(place: MapPlace): L.Point {
    return this.map.latLngToLayerPoint([place.latitude, place.longitude]);
  }

  private draw(): void {
    if (!this.fitted) return;
    this.over.clearLayers();
    const clusters = clustered(this.seen.places, (place) => this.at(place), NEAR_PX);
    const home = new Map(clusters.flatMap((cluster) => cluster.members.map((one) => [one.id, cluster] as const)));
    this.drawn = [...this.seen.legs.map((leg) => this.leg(leg, home)), ...clusters.map((cluster) => this.spot(cluster))];
    this.names(clusters);
    this.mark();
  }

  private leg(leg: Leg, home: ReadonlyMap<string, Cluster>): Drawn {
    const [from, to] = [home.get(leg.from), home.get(leg.to)];
    if (from === undefined || to === undefined || from === to) return { ids: [leg.id], layers: [] };
    const { line, arrow } = bow(from.at, to.at);
    const place = ({ x, y }: { x: number; y: number }): L.LatLng => this.map.layerPointToLatLng([x, y]);
    const style = { renderer: this.svg, className: leg.confirmed ? "leg" : "leg dash" };
    const layers = [L.polyline(line.map(place), style), L.polyline(arrow.map(place), { ...style, className: "leg" })];
    for (const layer of layers) this.take(layer, [leg.id]).style.setProperty("--wide", `${Math.min(7, 1.75 + Math.log2(leg.trips))}px`);
    return { ids: [leg.id], layers };
  }

  private spot(cluster: Cluster): Drawn {
    const ids = cluster.members.map((one) => one.id);
    const [first] = cluster.members;
    const sure = cluster.members.every((one) => one.sure);
    const at = first === undefined ? this.map.getCenter() : L.latLng(first.latitude, first.longitude);
    const layer = L.circleMarker(at, { renderer: this.svg, radius: radiusOf(cluster.count), className: sure ? "spot" : "spot unsure" });
    this.take(layer, ids);
    return { ids, layers: [layer] };
  }

  // How it looks is in the style sheet; only what differs from one to the next is set here.
  private take(layer: L.Path, ids: readonly string[]): SVGElement {
    layer.addTo(this.over);
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      this.box.focus({ preventScroll: true });
      const { ctrlKey, metaKey } = event.originalEvent;
      this.pick(ids, ctrlKey || metaKey);
    });
    return layer.getElement() as SVGElement;
  }

  private pick(ids: readonly string[], adding: boolean): void {
    if (adding) for (const id of ids) this.selection.toggle(id, "map");
    else this.selection.choose([...ids, ...new Set(ids.flatMap((id) => this.behind(id).slice(1)))], "map");
  }

  private names(clusters: readonly Cluster[]): void {
    const said = clusters.map((cluster) => ({ cluster, text: nameOf(cluster) }));
    const spots = clusters.map(({ at, count }) => around(at, radiusOf(count)));
    const names = said.map(({ cluster: { at, count }, text }) => ({
      x: at.x + radiusOf(count) + 1, y: at.y - LINE_PX / 2, width: 10 + LETTER_PX * text.length, height: LINE_PX,
    }));
    const free = roomFor(spots, names);
    said.forEach(({ cluster, text }, place) => {
      const [first] = cluster.members;
      if (first === undefined) return;
      const label = document.createElement("span");
      const count = document.createElement("b");
      count.textContent = String(cluster.count);
      const name = document.createElement("bdi");
      name.textContent = text;
      label.append(count);
      // Beside its place on any page: a map is not mirrored.
      name.style.left = `${radiusOf(cluster.count) + 4}px`;
      if (free[place]) label.append(name);
      const icon = L.divIcon({ className: "spot-name", html: label, iconSize: [0, 0] });
      L.marker([first.latitude, first.longitude], { icon, interactive: false, keyboard: false }).addTo(this.over);
    });
  }

  private mark(): Set<string> {
    const on = lit(this.seen, this.selection.chosen);
    for (const { ids, layers } of this.drawn) {
      const is = ids.some((id) => on.has(id));
      for (const layer of layers) layer.getElement()?.classList.toggle("chosen", is);
    }
    for (const row of this.rows()) if (on.has(row.dataset["el"] ?? "")) row.setAttribute("aria-selected", "true");
    this.tell(on);
    return on;
  }

  private tell(on: ReadonlySet<string>): void {
    const names = this.seen.places.filter((one) => on.has(one.id)).map((one) => one.name);
    const said = this.told?.dataset["saidThere"] ?? "";
    if (this.told === null) return;
    this.told.replaceChildren(...(names.length === 0 ? [] : [`${said} `]));
    names.slice(0, 8).forEach((name, place) => {
      const part = document.createElement("bdi");
      part.textContent = name;
      this.told?.append(...(place > 0 ? [", ", part] : [part]));
    });
    if (names.length > 8) this.told.append(` \u200e+${names.length - 8}`);
  }

  // A chosen place outside what is seen is brought in; the zoom stays as it was.
  private bring(on: ReadonlySet<string>): void {
    const [first] = this.spotsOf(on);
    if (first === undefined || this.sighted(on) !== undefined) return;
    this.map.panTo(first, { animate: false });
  }

  private spotsOf(on: ReadonlySet<string>): L.LatLng[] {
    return this.seen.places.filter((one) => on.has(one.id)).map((one) => L.latLng(one.latitude, one.longitude));
  }

  // The first of some places that is on the screen.
  private sighted(on: ReadonlySet<string>): L.LatLng | undefined {
    return this.spotsOf(on).find((one) => this.map.getBounds().contains(one));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.go(step);
    else if (event.key in ZOOMS) this.zoom(ZOOMS[event.key] ?? "");
    else if (event.key === " ") this.selection.keep("map");
    else if (event.key === "Escape") this.selection.choose([], "map");
    else return;
    event.preventDefault();
  }

  private zoom(how: string): void {
    if (how === "all") this.fit();
    else if (how === "in") this.nearer(1);
    else if (how === "out") this.nearer(-1);
  }

  // About what is chosen, which stays where it is on the screen; else about the middle.
  private nearer(by: number): void {
    const about = this.sighted(lit(this.seen, this.selection.chosen)) ?? this.map.getCenter();
    this.map.setZoomAround(about, this.map.getZoom() + by);
  }

  // From row to row of the tables, which hold the same.
  private go(by: number): void {
    const order = this.rows().filter((row) => !row.hidden).map((row) => row.dataset["el"] ?? "");
    const place = order.findIndex((id) => this.selection.chosen.includes(id));
    const next = order[place < 0 ? 0 : (place + by + order.length) % order.length];
    if (next !== undefined) this.pick([next], false);
  }
}

function radiusOf(count: number): number {
  return 6 + Math.min(14, 2.5 * Math.log2(count + 1));
}

function around({ x, y }: { x: number; y: number }, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

function unpacked(line: readonly number[]): L.LatLngTuple[] {
  const found: L.LatLngTuple[] = [];
  let [x, y] = [0, 0];
  for (let place = 0; place < line.length; place += 2) {
    x += line[place] ?? 0;
    y += line[place + 1] ?? 0;
    found.push([y / 100, x / 100]);
  }
  return found;
}
