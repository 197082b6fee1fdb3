// What of a chart is drawn: nothing hidden, groups as one, lines between groups as one with a count.

import type { ChartData, ChartEdge, ChartNode, Group, Place, Standing } from "./model";

export interface ViewNode {
  readonly id: string;
  readonly lines: readonly string[];
  readonly kind: "person" | "thing" | "group";
  readonly focus: boolean;
  readonly pinned: boolean;
  readonly place: Place;
}

export interface ViewEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly label: string;
  readonly confirmed: boolean;
  readonly undated: boolean;
}

export interface View {
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  // What is drawn for each person, thing, line and group that can be seen at all.
  readonly drawnAs: ReadonlyMap<string, string>;
  // How many contacts of each are not drawn.
  readonly undrawn: ReadonlyMap<string, number>;
}

const MIDDLE: Place = { x: 0.5, y: 0.5 };

export function viewOf(data: ChartData, standing: Standing, base: ReadonlyMap<string, Place>): View {
  const hidden = new Set(standing.hidden);
  const shown = new Set(standing.shown.filter((id) => !hidden.has(id)));
  const seen = data.nodes.filter((node) => shown.has(node.id));
  const drawnAs = new Map(seen.map((node) => [node.id, node.id]));
  const groups = standing.groups.filter((group) => group.members.some((one) => drawnAs.has(one)));
  for (const group of groups) {
    for (const one of group.members) if (drawnAs.has(one)) drawnAs.set(one, group.id);
    drawnAs.set(group.id, group.id);
  }
  const places = placing(standing, base);
  const undrawn = undrawnOf(data, seen, drawnAs);
  const edges = edgesOf(data, drawnAs);
  const alone = seen.filter((node) => drawnAs.get(node.id) === node.id);
  const pins = new Set(standing.pins);
  const nodes = [
    ...groups.map((group) => groupNode(group, drawnAs, places, pins)),
    ...alone.map((node) => viewNode(node, undrawn.get(node.id) ?? 0, places(node.id), pins)),
  ];
  return { nodes, edges, drawnAs, undrawn };
}

function placing(standing: Standing, base: ReadonlyMap<string, Place>): (id: string) => Place {
  return (id) => standing.places[id] ?? base.get(id) ?? MIDDLE;
}

function viewNode(node: ChartNode, undrawn: number, place: Place, pins: ReadonlySet<string>): ViewNode {
  const more = undrawn > 0 ? `\u200e+${undrawn}` : "";
  return {
    id: node.id,
    lines: [node.caption, node.romanised, more].filter((line) => line !== ""),
    kind: node.schema === "Person" ? "person" : "thing",
    focus: node.focus,
    pinned: pins.has(node.id),
    place,
  };
}

// A group stands in the middle of its members until somebody moves it.
function groupNode(
  group: Group, drawnAs: ReadonlyMap<string, string>, places: (id: string) => Place, pins: ReadonlySet<string>,
): ViewNode {
  const members = group.members.filter((one) => drawnAs.has(one));
  const own = places(group.id);
  const spots = members.map(places);
  const mean = (of: (place: Place) => number): number => spots.reduce((sum, one) => sum + of(one), 0) / spots.length;
  return {
    id: group.id,
    lines: [group.name, `\u200e(${members.length})`],
    kind: "group",
    focus: false,
    pinned: pins.has(group.id),
    place: own === MIDDLE ? { x: mean((one) => one.x), y: mean((one) => one.y) } : own,
  };
}

function edgesOf(data: ChartData, drawnAs: Map<string, string>): ViewEdge[] {
  const found = new Map<string, { first: ChartEdge; source: string; target: string; many: ChartEdge[] }>();
  for (const edge of data.edges) {
    const source = drawnAs.get(edge.source);
    const target = drawnAs.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const single = source === edge.source && target === edge.target;
    const id = single ? edge.id : [source, target].sort().join("~");
    drawnAs.set(edge.id, source === target ? source : id);
    if (source === target) continue;
    const there = found.get(id);
    if (there === undefined) found.set(id, { first: edge, source, target, many: [edge] });
    else there.many.push(edge);
  }
  return [...found].map(([id, { first, source, target, many }]) => ({
    id,
    source,
    target,
    label: id === first.id ? first.label : `\u200e×${many.reduce((sum, one) => sum + one.count, 0)}`,
    confirmed: many.some((one) => one.confirmed),
    undated: many.every((one) => one.undated === true),
  }));
}

// Contacts that the server left out, and those on the chart that are hidden.
function undrawnOf(data: ChartData, seen: readonly ChartNode[], drawnAs: ReadonlyMap<string, string>): Map<string, number> {
  const found = new Map(seen.map((node) => [node.id, node.hidden]));
  for (const edge of data.edges) {
    for (const [one, other] of [[edge.source, edge.target], [edge.target, edge.source]] as const) {
      if (drawnAs.has(one) && !drawnAs.has(other)) found.set(one, (found.get(one) ?? 0) + 1);
    }
  }
  return found;
}
