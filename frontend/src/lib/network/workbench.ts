// Brings chart, timeline and tables together: what one does is seen in all.

import * as actions from "./actions";
import { Asking } from "./asking";
import { Drawing } from "./drawing";
import { Exporting } from "./exporting";
import { mapIn, type MapPanel } from "./map";
import { History, membersOf, savedStanding, without, type ChartData, type Place, type Saved, type Standing } from "./model";
import { Playback } from "./playback";
import { Selection } from "./selection";
import { Tables } from "./tables";
import { Timeline } from "./timeline";
import { dataUntil } from "./until";
import { viewOf, type View } from "./view";

const MOST_ELEMENTS = 2000;
const MIDDLE: Place = { x: 0.5, y: 0.5 };
const KEYS: Readonly<Record<string, string>> = { e: "expand", w: "ways", p: "pin", b: "bundle", h: "hide", l: "arrange", z: "undo", f: "find", d: "play", n: "later" };
const SHIFTED: Readonly<Record<string, string>> = { h: "show", d: "whole", n: "earlier" };

export class Workbench {
  private readonly history: History;
  private readonly selection = new Selection();
  private readonly base = new Map<string, Place>();
  private readonly drawing: Drawing;
  private readonly tables: Tables;
  private readonly timeline: Timeline | null;
  private readonly asking: Asking;
  private readonly playback: Playback | null;
  private view: View;
  private map: MapPanel | null = null;
  private ground: HTMLElement | null = null;
  private readonly tools: Readonly<Record<string, () => void>> = {
    expand: () => this.expand(),
    ways: () => this.ways(),
    pin: () => this.onNodes((ids) => this.step(actions.pin(this.history.now, ids, this.placesOf(ids)))),
    bundle: () => this.onNodes((ids) => this.bundle(ids)),
    hide: () => this.onNodes((ids) => this.hide(ids)),
    show: () => this.step(actions.showHidden(this.history.now)),
    arrange: () => this.step(actions.arrange(this.history.now, this.drawing.arrange())),
    undo: () => this.undo(),
    find: () => this.panel.querySelector<HTMLInputElement>("#chart-find")?.select(),
    play: () => this.playback?.toggle(),
    later: () => this.playback?.stepBy(1),
    earlier: () => this.playback?.stepBy(-1),
    whole: () => this.playback?.whole(),
  };

  constructor(private readonly panel: HTMLElement, private readonly box: HTMLElement, private data: ChartData, saved: Saved | null) {
    this.settle(data, MIDDLE);
    this.history = new History(savedStanding(data, saved));
    this.view = viewOf(data, this.history.now, this.base);
    panel.querySelector(".picture")?.setAttribute("hidden", "");
    this.drawing = new Drawing(box, this.view, {
      choose: (id, adding) => this.choose(id, adding),
      open: (id) => { if (this.isNode(id)) this.expand(); else this.open(id); },
      moved: (places) => this.step(actions.move(this.history.now, places)),
    });
    const said = { drawn: this.said("drawn"), pinned: this.said("pinned"), inGroup: this.said("in"), many: this.said("many") };
    this.tables = new Tables(panel, this.selection, said, (id) => this.open(id), (id) => this.map?.behind(id) ?? [id]);
    const strip = panel.querySelector<HTMLElement>("[data-timeline]");
    this.timeline = strip === null ? null : new Timeline(strip, this.selection, (id) => this.open(id));
    const player = panel.querySelector<HTMLElement>("[data-playback]");
    this.playback = player === null ? null : new Playback(player, saved?.until ?? "", () => this.show(true));
    this.asking = new Asking(panel, {
      add: (ids) => void this.add(ids),
      way: (ids) => void this.showWay(ids),
      failed: () => this.tables.say(this.said("failed")),
    });
    this.selection.listen(() => this.drawing.mark(this.selection.chosen.map((id) => this.view.drawnAs.get(id) ?? id)));
    this.listen();
    this.show();
  }

  private said(name: string): string {
    return this.panel.dataset[`said${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
  }

  private listen(): void {
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    const bar = this.panel.querySelector<HTMLElement>("[data-tools]");
    if (bar !== null) bar.hidden = false;
    bar?.addEventListener("click", (event) => {
      const tool = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]")?.dataset["do"] : undefined;
      if (tool !== undefined) this.tool(tool);
    });
    const save = this.panel.querySelector<HTMLFormElement>("[data-save]");
    if (save !== null) save.hidden = false;
    save?.addEventListener("submit", () => this.keep(save));
    const exported = document.querySelector<HTMLFormElement>("[data-export]");
    if (exported !== null) new Exporting(exported, () => this.content());
    const find = this.panel.querySelector<HTMLInputElement>("#chart-find");
    find?.addEventListener("change", () => this.find(find));
    for (const way of this.panel.querySelectorAll<HTMLInputElement>(".seg input")) way.addEventListener("change", () => this.resize());
    const naming = this.panel.querySelector<HTMLDialogElement>("[data-group-dialog]");
    naming?.addEventListener("close", () => {
      const name = naming.querySelector<HTMLInputElement>("input")?.value.trim() ?? "";
      if (naming.returnValue === "made" && name !== "") this.group(name);
    });
  }

  // Where each stands at first; whoever comes later stands around somebody.
  private settle(data: ChartData, around: Place): void {
    const fresh = data.nodes.filter((node) => !this.base.has(node.id));
    const first = this.base.size === 0;
    const ring = first ? new Map<string, Place>() : actions.ringed(around, fresh.map((node) => node.id));
    for (const node of fresh) this.base.set(node.id, ring.get(node.id) ?? { x: node.x, y: node.y });
  }

  // As it is now, or as it was seen by the day that playback has come to.
  private show(playing = false): void {
    const standing = this.history.now;
    this.playback?.read(this.data.events);
    const until = this.playback?.until ?? "";
    const data = dataUntil(this.data, until, this.playback?.undated ?? "");
    const whole = viewOf(this.data, standing, this.base);
    this.view = until === "" ? whole : viewOf(data, standing, this.base);
    this.drawing.show(this.view, playing);
    this.tables.show(this.data, standing, this.view, until);
    this.timeline?.show(this.data, whole, until);
    const undated = data.events.filter((event) => event.first === "" && this.view.drawnAs.has(event.edge)).length;
    this.playback?.tell({ people: data.nodes.filter((node) => this.view.drawnAs.has(node.id)).length, lines: data.edges.filter((edge) => this.view.drawnAs.has(edge.id)).length, undated });
    this.map?.show((id) => this.view.drawnAs.has(id));
    const gone = this.selection.chosen.filter((id) => !this.view.drawnAs.has(id) && this.map?.has(id) !== true);
    if (gone.length > 0) this.selection.only(this.selection.chosen.filter((id) => !gone.includes(id)), "tool");
    this.drawing.mark(this.selection.chosen.map((id) => this.view.drawnAs.get(id) ?? id));
    const count = this.panel.querySelector("[data-hidden-count]");
    if (count !== null) count.textContent = String(standing.hidden.length);
    this.names();
  }

  // The map of the same people and things, in its part of the page.
  join(part: HTMLElement): void {
    this.ground = part;
    this.map = mapIn(part, this.selection);
    this.map?.show((id) => this.view.drawnAs.has(id));
  }

  // With more on the chart, more may be on the map, or the first of its places.
  private remap(answer: Element | null): void {
    if (this.ground === null || answer === null) return;
    if (this.map !== null) this.map.replace(answer);
    else {
      this.ground.replaceChildren(...answer.childNodes);
      this.map = mapIn(this.ground, this.selection);
    }
  }

  private names(): void {
    const list = this.panel.querySelector("#chart-names");
    list?.replaceChildren(...this.data.nodes.filter((node) => this.view.drawnAs.has(node.id)).map((node) => {
      const option = document.createElement("option");
      option.value = node.caption;
      if (node.romanised !== "") option.label = node.romanised;
      return option;
    }));
  }

  private step(next: Standing): void {
    this.history.step(next);
    this.show();
  }

  tool(name: string): void {
    this.tools[name]?.();
  }

  // Whether a letter is one of a tool.
  key(letter: string, shifted: boolean): boolean {
    const name = (shifted ? SHIFTED : KEYS)[letter];
    if (name === undefined) return false;
    this.tool(name);
    return true;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.go(step);
    else if (event.key === "+" || event.key === "=") this.drawing.zoomBy(1.25);
    else if (event.key === "-") this.drawing.zoomBy(0.8);
    else if (event.key === "0") this.drawing.home();
    else if (event.key === "Enter") this.open(this.selection.last);
    else if (event.key === " ") this.selection.keep("chart");
    else if (event.key === "Escape") this.selection.choose([], "chart");
    else return;
    event.preventDefault();
  }

  private go(by: number): void {
    const order = this.tables.order();
    const place = order.indexOf(this.selection.last);
    const next = order[place < 0 ? 0 : (place + by + order.length) % order.length];
    if (next !== undefined) this.selection.choose([next], "chart");
  }

  // A line between groups stands for all the lines in it.
  private choose(id: string, adding: boolean): void {
    if (adding && id !== "") this.selection.toggle(id, "chart");
    else if (id === "") this.selection.choose([], "chart");
    else this.selection.choose(this.behind(id), "chart");
  }

  private behind(id: string): string[] {
    if (this.isNode(id)) return [id];
    return this.data.edges.map((edge) => edge.id).filter((edge) => this.view.drawnAs.get(edge) === id);
  }

  private isNode(id: string): boolean {
    return this.base.has(id) || this.history.now.groups.some((group) => group.id === id);
  }

  private open(id: string): void {
    const address = this.tables.address(id);
    if (address !== undefined) location.assign(address);
  }

  private onNodes(act: (ids: string[]) => void): void {
    const ids = this.selection.chosen.filter((id) => this.isNode(id));
    if (ids.length === 0) this.tables.say(this.said("one"));
    else act(ids);
  }

  private placesOf(ids: readonly string[]): Record<string, Place> {
    return Object.fromEntries(this.view.nodes.filter((node) => ids.includes(node.id)).map((node) => [node.id, node.place]));
  }

  private hide(ids: readonly string[]): void {
    this.selection.only([], "tool");
    this.step(actions.hide(this.history.now, ids));
  }

  private bundle(ids: readonly string[]): void {
    const groups = ids.filter((id) => id.startsWith("group:"));
    if (groups.length === ids.length) this.step(actions.ungroup(this.history.now, groups));
    else if (ids.length < 2) this.tables.say(this.said("two"));
    else this.panel.querySelector<HTMLDialogElement>("[data-group-dialog]")?.showModal();
  }

  private group(name: string): void {
    const ids = this.selection.chosen.filter((id) => this.isNode(id));
    const next = actions.bundle(this.history.now, ids, name);
    this.selection.only([], "tool");
    this.step(next);
    this.selection.choose([next.groups.at(-1)?.id ?? ""], "tool");
  }

  private undo(): void {
    const done = this.history.undo();
    if (done) this.show();
    this.tables.say(this.said(done ? "undone" : "nothing"));
  }

  private expand(): void {
    const id = this.selection.chosen.find((one) => this.base.has(one));
    if (id === undefined) this.tables.say(this.said("one"));
    else void this.asking.around(id, this.onChart());
  }

  private onChart(): Set<string> {
    return new Set(without(this.history.now.shown, this.history.now.hidden));
  }

  private ways(): void {
    const ids = membersOf(this.history.now, this.selection.chosen).filter((id) => this.base.has(id));
    const [one, other] = ids;
    if (ids.length !== 2 || one === undefined || other === undefined) this.tables.say(this.said("two"));
    else void this.asking.ways(one, other);
  }

  // Puts people on the chart that may be hidden, or not be there yet.
  private async add(ids: readonly string[]): Promise<boolean> {
    const standing = this.history.now;
    if (ids.every((id) => standing.shown.includes(id))) {
      this.step(actions.add(standing, ids));
      return true;
    }
    const answer = await this.asking.more(standing.shown, ids, this.ground !== null);
    if (answer === null) return false;
    if (answer.data.nodes.length + answer.data.edges.length > MOST_ELEMENTS) {
      this.tables.say(this.said("full"));
      return false;
    }
    const from = this.selection.chosen.find((id) => this.base.has(id)) ?? "";
    this.settle(answer.data, this.placesOf([this.view.drawnAs.get(from) ?? ""])[from] ?? MIDDLE);
    this.data = answer.data;
    this.tables.replace(answer.tables);
    this.remap(answer.map);
    this.step(actions.add(this.history.now, ids));
    this.tables.say(`${this.said("added")} ${ids.filter((id) => !standing.shown.includes(id)).length}`);
    return true;
  }

  private async showWay(ids: readonly string[]): Promise<void> {
    if (!(await this.add(ids))) return;
    const pairs = ids.slice(1).map((id, place) => [ids[place] ?? "", id].sort().join("~"));
    this.selection.only([...ids, ...pairs], "tool");
  }

  // Everybody's place goes with it, so that it opens as it looks now whatever has been added since.
  private content(): string {
    const { shown, hidden, pins, places, groups } = this.history.now;
    const stood = Object.fromEntries(shown.map((id) => [id, this.base.get(id) ?? MIDDLE]));
    const asked = new URLSearchParams((this.panel.dataset["more"] ?? "").split("?")[1] ?? "");
    const one = [...asked].filter(([name]) => name !== "kind");
    const filters = { ...Object.fromEntries(one), kind: asked.getAll("kind") };
    const content = { shown, hidden, pins, places: { ...stood, ...places }, groups, filters, until: this.playback?.until ?? "" };
    return JSON.stringify(content);
  }

  private keep(form: HTMLFormElement): void {
    const field = form.elements.namedItem("content");
    if (field instanceof HTMLInputElement) field.value = this.content();
  }

  private find(field: HTMLInputElement): void {
    const asked = field.value.trim().toLowerCase();
    if (asked === "") return;
    const seen = this.data.nodes.filter((node) => this.view.drawnAs.has(node.id));
    const names = (node: { caption: string; romanised: string }): string[] => [node.caption.toLowerCase(), node.romanised.toLowerCase()];
    const found = seen.find((node) => names(node).includes(asked)) ?? seen.find((node) => names(node).some((name) => name.includes(asked)));
    if (found === undefined) this.tables.say(`${this.said("missing")} ${field.value}`);
    else this.selection.only([found.id], "tool");
  }

  resize(): void {
    this.drawing.resize();
  }
}
