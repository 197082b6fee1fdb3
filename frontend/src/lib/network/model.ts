// The chart as the server sends it, and what somebody has done with it since.

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface ChartNode {
  readonly id: string;
  readonly caption: string;
  readonly romanised: string;
  readonly schema: string;
  readonly x: number;
  readonly y: number;
  readonly hidden: number;
  readonly focus: boolean;
}

export interface ChartEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly label: string;
  readonly count: number;
  readonly confirmed: boolean;
  // While played through time: nothing on it has a date.
  readonly undated?: boolean;
}

// Sightings of one kind of tie on one date; no date is an empty text.
export interface ChartEvent {
  readonly edge: string;
  readonly first: string;
  readonly last: string;
  // The kind as a key, and in the reader's words.
  readonly tie: string;
  readonly kind: string;
  readonly count: number;
  readonly grade: string;
  readonly confirmed: boolean;
}

export interface ChartData {
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
  readonly events: readonly ChartEvent[];
}

// Several drawn as one.
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

// Places are 0-1 from the left and the top, on a screen of any size.
export interface Standing {
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
  readonly pins: readonly string[];
  readonly places: Readonly<Record<string, Place>>;
  readonly groups: readonly Group[];
}

// As it was saved: with the day that playback had come to, empty for the whole time.
export interface Saved extends Standing {
  readonly until?: string;
}

export function standingOf(data: ChartData): Standing {
  return { shown: data.nodes.map((node) => node.id), hidden: [], pins: [], places: {}, groups: [] };
}

// As it was saved, on top of what the server shows of it now.
export function savedStanding(data: ChartData, saved: Partial<Standing> | null): Standing {
  const fresh = standingOf(data);
  if (saved === null) return fresh;
  const { hidden = [], pins = [], places = {}, groups = [] } = saved;
  return { ...fresh, hidden, pins, places, groups };
}

export function without(list: readonly string[], gone: Iterable<string>): string[] {
  const set = new Set(gone);
  return list.filter((one) => !set.has(one));
}

export function withAll(list: readonly string[], more: Iterable<string>): string[] {
  return [...new Set([...list, ...more])];
}

// Each id, a group's members in its place.
export function membersOf(standing: Standing, ids: Iterable<string>): string[] {
  const groups = new Map(standing.groups.map((group) => [group.id, group.members]));
  return [...ids].flatMap((id) => groups.get(id) ?? [id]);
}

// Steps on the chart, each with a way back.
export class History {
  private readonly past: Standing[] = [];

  constructor(public now: Standing) {}

  step(next: Standing): void {
    this.past.push(this.now);
    this.now = next;
  }

  undo(): boolean {
    const before = this.past.pop();
    if (before === undefined) return false;
    this.now = before;
    return true;
  }
}
