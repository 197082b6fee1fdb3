// A chart as it was seen by a day: what was first seen later is not there yet. Pure.

import { dayOf } from "./dates";
import type { ChartData, ChartEdge, ChartEvent } from "./model";

export type Step = "date" | "month" | "year";

// Whether sightings had begun by a day; those without a date are there throughout.
export function begun(event: ChartEvent, until: string): boolean {
  return until === "" || event.first === "" || dayOf(event.first) < dayOf(until, true);
}

// Lines as the sightings until then tell them; whoever has none of their lines yet is not there.
export function dataUntil(data: ChartData, until: string, undated: string): ChartData {
  if (until === "") return data;
  const events = data.events.filter((event) => begun(event, until));
  const seen = byEdge(events);
  const all = byEdge(data.events);
  const edges = data.edges
    .filter((edge) => seen.has(edge.id) || !all.has(edge.id))
    .map((edge) => edgeUntil(edge, seen.get(edge.id) ?? [], undated));
  const tied = new Set(data.edges.flatMap((edge) => [edge.source, edge.target]));
  const there = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  return { nodes: data.nodes.filter((node) => there.has(node.id) || !tied.has(node.id)), edges, events };
}

function byEdge(events: readonly ChartEvent[]): Map<string, ChartEvent[]> {
  const found = new Map<string, ChartEvent[]>();
  for (const event of events) {
    const known = found.get(event.edge);
    if (known === undefined) found.set(event.edge, [event]);
    else known.push(event);
  }
  return found;
}

function edgeUntil(edge: ChartEdge, events: readonly ChartEvent[], undated: string): ChartEdge {
  if (events.length === 0) return edge;
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event.kind, (counts.get(event.kind) ?? 0) + event.count);
  const bare = events.every((event) => event.first === "");
  const said = [...counts].map(([kind, count]) => `${kind} ${count}`).join(", ");
  return {
    ...edge,
    label: bare ? `${said} (${undated})` : said,
    count: events.reduce((sum, event) => sum + event.count, 0),
    confirmed: events.some((event) => event.confirmed),
    undated: bare,
  };
}

// The days at which playback stops, oldest first: the last day of each step in which there is one.
export function stops(events: readonly ChartEvent[], step: Step): string[] {
  const letters = { date: 10, month: 7, year: 4 }[step];
  const dated = [...new Set(events.filter((event) => event.first !== "").map((event) => event.first.slice(0, letters)))].sort();
  const [first, last] = [dated[0], dated.at(-1)];
  if (first === undefined || last === undefined) return [];
  const steps = step === "date" ? dated : between(first.slice(0, letters), last, step);
  return [...new Set(steps.map(lastDay))].sort();
}

// Every month or year from the first to the last, those without a sighting too: time keeps its pace.
function between(first: string, last: string, step: Step): string[] {
  const [year = 1970, month = 1] = first.split("-").map(Number);
  const found: string[] = [];
  for (let at = step === "year" ? year : year * 12 + month - 1; ; at += 1) {
    const label = step === "year" ? pad(at, 4) : `${pad(Math.floor(at / 12), 4)}-${pad((at % 12) + 1, 2)}`;
    found.push(label);
    if (label >= last.slice(0, label.length)) return found;
  }
}

function pad(number: number, letters: number): string {
  return String(number).padStart(letters, "0");
}

// A date that stops at its month or year lasts until its end.
function lastDay(label: string): string {
  return new Date((dayOf(label, true) - 1) * 86_400_000).toISOString().slice(0, 10);
}
