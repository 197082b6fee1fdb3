// What places, ways and people have to do with one another: which are lit, which stand together.

import type { Place as ChartPlace } from "./model";

export interface MapPlace {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly sure: boolean;
  readonly who: readonly string[];
}

export interface Leg {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly trips: number;
  readonly confirmed: boolean;
  readonly who: readonly string[];
}

export interface MapData {
  readonly places: readonly MapPlace[];
  readonly legs: readonly Leg[];
}

// Places too near one another to be told apart on the screen, drawn as one.
export interface Cluster {
  readonly members: readonly MapPlace[];
  readonly at: ChartPlace;
  readonly count: number;
}

const MEMBERS_NAMED = 1;

// Places and ways that are lit when some ids are chosen: those chosen themselves; else those of the
// people and things chosen, and the ways that both ends of a chosen line went.
export function lit(data: MapData, chosen: readonly string[]): Set<string> {
  const known = new Set([...data.places, ...data.legs].map((one) => one.id));
  const direct = chosen.filter((id) => known.has(id));
  if (direct.length > 0) return new Set(direct.flatMap((id) => [id, ...endsOf(data, id)]));
  const found = new Set<string>();
  for (const id of chosen) {
    const both = id.split("~");
    const shares = (who: readonly string[]): boolean => both.every((one) => who.includes(one));
    for (const leg of data.legs) if (shares(leg.who)) for (const one of [leg.id, leg.from, leg.to]) found.add(one);
    if (both.length === 1) for (const place of data.places) if (shares(place.who)) found.add(place.id);
  }
  return found;
}

function endsOf(data: MapData, id: string): string[] {
  return data.legs.filter((leg) => leg.id === id).flatMap((leg) => [leg.from, leg.to]);
}

// Only what somebody who can be seen has to do with.
export function among(data: MapData, seen: (id: string) => boolean): MapData {
  const kept = <T extends { readonly who: readonly string[] }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, who: one.who.filter(seen) })).filter((one) => one.who.length > 0);
  return { places: kept(data.places), legs: kept(data.legs) };
}

// Largest first, each takes in what is nearer than so many pixels.
export function clustered(places: readonly MapPlace[], at: (place: MapPlace) => ChartPlace, near: number): Cluster[] {
  const open: { members: MapPlace[]; at: ChartPlace; who: Set<string> }[] = [];
  for (const place of [...places].sort((a, b) => b.who.length - a.who.length || (a.id < b.id ? -1 : 1))) {
    const spot = at(place);
    const there = open.find((one) => Math.hypot(one.at.x - spot.x, one.at.y - spot.y) < near);
    if (there === undefined) open.push({ members: [place], at: spot, who: new Set(place.who) });
    else {
      there.members.push(place);
      for (const one of place.who) there.who.add(one);
    }
  }
  return open.map(({ members, at: spot, who }) => ({ members, at: spot, count: who.size }));
}

export function nameOf(cluster: Cluster): string {
  const first = cluster.members[0]?.name ?? "";
  const more = cluster.members.length - MEMBERS_NAMED;
  return more > 0 ? `${first} \u200e+${more}` : first;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

// Which names have room where neither a place nor a name before them stands.
export function roomFor(places: readonly Box[], names: readonly Box[]): boolean[] {
  const taken = [...places];
  const apart = (one: Box, other: Box): boolean =>
    one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
  return names.map((name) => {
    const free = taken.every((one) => apart(name, one));
    if (free) taken.push(name);
    return free;
  });
}

// A way as a bow, so that there and back are two lines, with the two strokes of its arrow.
export function bow(from: ChartPlace, to: ChartPlace, steps = 16): { line: ChartPlace[]; arrow: ChartPlace[] } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bend = 0.14;
  const middle = { x: (from.x + to.x) / 2 - dy * bend, y: (from.y + to.y) / 2 + dx * bend };
  const point = (t: number): ChartPlace => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * middle.x + t ** 2 * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * middle.y + t ** 2 * to.y,
  });
  const line = Array.from({ length: steps + 1 }, (_, step) => point(step / steps));
  const [tip, tail] = [point(0.6), point(0.56)];
  const turn = Math.atan2(tip.y - tail.y, tip.x - tail.x);
  const side = (by: number): ChartPlace => ({ x: tip.x - 8 * Math.cos(turn + by), y: tip.y - 8 * Math.sin(turn + by) });
  return { line, arrow: [side(0.45), tip, side(-0.45)] };
}
