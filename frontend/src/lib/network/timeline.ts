// The timeline: a lane for each person or thing, a mark for each date that a tie of theirs was seen.
// It runs the way the page's language runs; its table twin holds the same rows.

import { dayOf, ticks, type Span } from "./dates";
import type { ChartData, ChartEvent } from "./model";
import type { Selection } from "./selection";
import { begun } from "./until";
import type { View } from "./view";

const SVG = "http://www.w3.org/2000/svg";
const NAME = 150;
const LANE = 22;
const AXIS = 22;
const PAD = 14;
// More lanes are read by nobody; the table holds them all.
const MOST_LANES = 40;
const TICK_WIDTH = 90;
// Marks of one lane nearer than this are one mark.
const NEAR = 5;
const LONGEST_NAME = 20;

interface Lane {
  readonly id: string;
  readonly name: string;
  readonly events: readonly ChartEvent[];
}

interface Mark {
  x1: number;
  x2: number;
  readonly lane: number;
  readonly confirmed: boolean;
  readonly edges: Set<string>;
  count: number;
}

function svg(tag: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== "") made.textContent = text;
  return made;
}

export class Timeline {
  private readonly rtl = document.documentElement.dir === "rtl";
  private readonly box: HTMLElement;
  private readonly note: HTMLElement | null;
  private whole: Span = { from: 0, to: 1 };
  private seen: Span = { from: 0, to: 1 };
  private lanes: Lane[] = [];
  private until = "";
  private drawn: { mark: Mark; element: SVGElement }[] = [];

  constructor(private readonly part: HTMLElement, private readonly selection: Selection, private readonly open: (id: string) => void) {
    this.box = part.querySelector<HTMLElement>(".scroll") ?? part;
    this.note = part.querySelector("[data-timeline-note]");
    this.box.addEventListener("click", (event) => this.onClick(event));
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    selection.listen((origin) => this.mark(origin !== "timeline"));
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  // The whole time, with what was seen by a day drawn on it, and a line at that day.
  show(data: ChartData, view: View, until = ""): void {
    this.until = until;
    const dated = data.events.filter((event) => event.first !== "" && view.drawnAs.has(event.edge));
    this.part.hidden = dated.length === 0;
    if (dated.length === 0) return;
    const all = lanesOf(data, view, dated);
    this.lanes = all.slice(0, MOST_LANES);
    this.tell(data, view, all.length - this.lanes.length);
    const whole = {
      from: Math.min(...dated.map((event) => dayOf(event.first))),
      to: Math.max(...dated.map((event) => dayOf(event.last, true))),
    };
    if (whole.from !== this.whole.from || whole.to !== this.whole.to) this.seen = whole;
    this.whole = whole;
    this.draw();
  }

  private tell(data: ChartData, view: View, left: number): void {
    if (this.note === null) return;
    const undated = data.events.filter((event) => event.first === "" && view.drawnAs.has(event.edge)).length;
    const said = [
      undated > 0 ? `${this.part.dataset["undated"] ?? ""} ${undated}` : "",
      left > 0 ? `${this.part.dataset["moreLanes"] ?? ""} ${left}` : "",
    ];
    this.note.textContent = said.filter((one) => one !== "").join(". ");
  }

  private x(day: number): number {
    const width = this.width - NAME - 2 * PAD;
    const share = (day - this.seen.from) / (this.seen.to - this.seen.from);
    return this.rtl ? this.width - NAME - PAD - share * width : NAME + PAD + share * width;
  }

  private get width(): number {
    return Math.max(420, this.box.clientWidth);
  }

  private draw(): void {
    if (this.part.hidden || this.lanes.length === 0) return;
    const width = this.width;
    const axis = svg("svg", { class: "draw axis-top", viewBox: `0 0 ${width} ${AXIS}`, width, height: AXIS, "aria-hidden": "true" });
    const height = this.lanes.length * LANE + 6;
    const lanes = svg("svg", { class: "draw", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
    for (const tick of ticks(this.seen, Math.floor((width - NAME) / TICK_WIDTH))) {
      const x = this.x(tick.day);
      axis.append(svg("text", { class: "lab", x, y: 15, "text-anchor": "middle" }, tick.label));
      lanes.append(svg("path", { class: "grid", d: `M${x} 0V${height}` }));
    }
    this.lanes.forEach((lane, number) => lanes.append(...this.lane(lane, number)));
    this.drawn = marksOf(this.begun, this.seen, (day) => this.x(day)).map((mark) => ({ mark, element: drawMark(mark) }));
    for (const { element } of this.drawn) lanes.append(element);
    const now = this.until === "" ? -1 : dayOf(this.until, true);
    if (now >= this.seen.from && now <= this.seen.to) {
      lanes.append(svg("path", { class: "now", d: `M${this.x(now)} 0V${height}` }));
    }
    this.box.replaceChildren(axis, lanes);
    this.mark(false);
  }

  // Lanes stay where they are while time is played; their marks come as it passes.
  private get begun(): Lane[] {
    return this.lanes.map((lane) => ({ ...lane, events: lane.events.filter((event) => begun(event, this.until)) }));
  }

  private lane(lane: Lane, number: number): SVGElement[] {
    const y = number * LANE + LANE / 2;
    const ends = this.rtl ? [PAD, this.width - NAME] : [NAME, this.width - PAD];
    const name = lane.name.length > LONGEST_NAME ? `${lane.name.slice(0, LONGEST_NAME - 1)}…` : lane.name;
    const x = this.rtl ? this.width - NAME + 8 : NAME - 8;
    const text = svg("text", { x, y: y + 4, "text-anchor": this.rtl ? "start" : "end", "data-lane": lane.id, class: "lane" }, name);
    text.append(svg("title", {}, lane.name));
    return [svg("path", { class: "axis", d: `M${ends[0]} ${y}H${ends[1]}` }), text];
  }

  private mark(bring: boolean): void {
    const chosen = new Set(this.selection.chosen);
    let first: SVGElement | undefined;
    for (const { mark, element } of this.drawn) {
      const on = chosen.has(this.lanes[mark.lane]?.id ?? "") || [...mark.edges].some((edge) => chosen.has(edge));
      element.classList.toggle("chosen", on);
      if (on && first === undefined) first = element;
    }
    for (const text of this.box.querySelectorAll(".lane")) text.classList.toggle("strong", chosen.has(text.getAttribute("data-lane") ?? ""));
    if (bring && first !== undefined) this.bring(first);
  }

  // Scrolls its own box only: the page stays where it is.
  private bring(element: SVGElement): void {
    const seen = this.box.getBoundingClientRect();
    const at = element.getBoundingClientRect();
    if (at.top < seen.top + AXIS || at.bottom > seen.bottom) this.box.scrollTop += at.top - seen.top - seen.height / 2;
  }

  private onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const lane = event.target.closest("[data-lane]")?.getAttribute("data-lane");
    const found = this.drawn.find(({ element }) => element === event.target);
    if (lane) this.pick([lane], event.ctrlKey || event.metaKey);
    else if (found !== undefined) this.pick([...found.mark.edges], event.ctrlKey || event.metaKey);
  }

  private pick(ids: readonly string[], adding: boolean): void {
    if (!adding) this.selection.choose(ids, "timeline");
    else for (const id of ids) this.selection.toggle(id, "timeline");
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onward = this.rtl ? { ArrowLeft: 1, ArrowRight: -1 } : { ArrowRight: 1, ArrowLeft: -1 };
    const step = { ArrowDown: 1, ArrowUp: -1, ...onward }[event.key];
    if (step !== undefined) this.step(step);
    else if (event.key === "+" || event.key === "=") this.zoom(0.6, 0.5);
    else if (event.key === "-") this.zoom(1 / 0.6, 0.5);
    else if (event.key === "0") this.look(this.whole);
    else if (event.key === "Enter") this.open(this.selection.last);
    else if (event.key === " ") this.selection.keep("timeline");
    else if (event.key === "Escape") this.selection.choose([], "timeline");
    else return;
    event.preventDefault();
  }

  // From mark to mark in the order of time.
  private step(by: number): void {
    const order = [...this.drawn].sort((a, b) => (this.rtl ? b.mark.x2 - a.mark.x2 : a.mark.x1 - b.mark.x1) || a.mark.lane - b.mark.lane);
    const keys = [...new Map(order.map(({ mark }) => [[...mark.edges].join(" "), mark])).values()];
    if (keys.length === 0) return;
    const now = this.selection.chosen;
    const place = keys.findIndex((mark) => now.length > 0 && [...mark.edges].every((edge) => now.includes(edge)));
    const next = place < 0 ? 0 : (place + by + keys.length) % keys.length;
    this.selection.choose([...(keys[next]?.edges ?? [])], "timeline");
  }

  // Only with Ctrl: without it a wheel scrolls the page.
  private onWheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const at = this.box.getBoundingClientRect();
    const share = (event.clientX - at.left - NAME) / (this.width - NAME);
    this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.rtl ? 1 - share : share);
  }

  private zoom(by: number, share: number): void {
    const about = this.seen.from + Math.min(1, Math.max(0, share)) * (this.seen.to - this.seen.from);
    const from = Math.max(this.whole.from, about - (about - this.seen.from) * by);
    const to = Math.min(this.whole.to, about + (this.seen.to - about) * by);
    if (to - from >= 2) this.look({ from, to });
  }

  private look(span: Span): void {
    this.seen = span;
    this.draw();
  }
}

// Lanes of those with dates, most dates first.
function lanesOf(data: ChartData, view: View, dated: readonly ChartEvent[]): Lane[] {
  const ends = new Map(data.edges.map((edge) => [edge.id, [edge.source, edge.target] as const]));
  const events = new Map<string, ChartEvent[]>();
  for (const event of dated) {
    for (const end of ends.get(event.edge) ?? []) {
      const known = events.get(end);
      if (known === undefined) events.set(end, [event]);
      else known.push(event);
    }
  }
  return data.nodes
    .filter((node) => events.has(node.id) && view.drawnAs.has(node.id))
    .map((node) => ({ id: node.id, name: node.caption, events: events.get(node.id) ?? [] }))
    .sort((a, b) => b.events.length - a.events.length || (a.id < b.id ? -1 : 1));
}

function marksOf(lanes: readonly Lane[], seen: Span, x: (day: number) => number): Mark[] {
  return lanes.flatMap((lane, number) => {
    const found: Mark[] = [];
    for (const event of [...lane.events].sort((a, b) => (a.first < b.first ? -1 : 1))) {
      const from = dayOf(event.first);
      const to = dayOf(event.last, true);
      if (to < seen.from || from > seen.to) continue;
      const ends = [x(Math.max(from, seen.from)), x(Math.min(to, seen.to))];
      const [x1, x2] = [Math.min(...ends), Math.max(...ends)];
      const near = found.find((one) => one.confirmed === event.confirmed && x1 <= one.x2 + NEAR && x2 >= one.x1 - NEAR && one.x2 - one.x1 < 4 * NEAR);
      if (near === undefined) found.push({ x1, x2, lane: number, confirmed: event.confirmed, edges: new Set([event.edge]), count: event.count });
      else {
        near.edges.add(event.edge);
        near.count += event.count;
        near.x1 = Math.min(near.x1, x1);
        near.x2 = Math.max(near.x2, x2);
      }
    }
    return found;
  });
}

function drawMark(mark: Mark): SVGElement {
  const y = mark.lane * LANE + LANE / 2;
  const style = mark.confirmed ? "ev" : "ev hollow";
  const size = Math.min(7, 3.5 + Math.log2(mark.count + 1) / 2);
  const wide = mark.x2 - mark.x1;
  return wide > 3 * size
    ? svg("rect", { class: style, x: mark.x1, y: y - size / 1.5, width: wide, height: 1.33 * size, rx: 2 })
    : svg("circle", { class: style, cx: (mark.x1 + mark.x2) / 2, cy: y, r: size });
}
