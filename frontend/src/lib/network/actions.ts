// What can be done to a chart, each as one step that can be undone. Pure.

import { membersOf, withAll, without, type Group, type Place, type Standing } from "./model";

export function hide(standing: Standing, ids: readonly string[]): Standing {
  return { ...standing, hidden: withAll(standing.hidden, membersOf(standing, ids)) };
}

export function showHidden(standing: Standing): Standing {
  return { ...standing, hidden: [] };
}

// Pins those that are not; lets go where all of them are.
export function pin(standing: Standing, ids: readonly string[], places: Readonly<Record<string, Place>>): Standing {
  const all = ids.every((id) => standing.pins.includes(id));
  if (all) return { ...standing, pins: without(standing.pins, ids) };
  return { ...standing, pins: withAll(standing.pins, ids), places: { ...standing.places, ...places } };
}

export function move(standing: Standing, places: Readonly<Record<string, Place>>): Standing {
  return pin({ ...standing, pins: without(standing.pins, Object.keys(places)) }, Object.keys(places), places);
}

export function arrange(standing: Standing, places: Readonly<Record<string, Place>>): Standing {
  return { ...standing, places: { ...standing.places, ...places } };
}

// Puts people together under a name; whoever was in another group leaves it.
export function bundle(standing: Standing, ids: readonly string[], name: string): Standing {
  const members = membersOf(standing, ids);
  const rest = ungroup(standing, ids).groups
    .map((group) => ({ ...group, members: without(group.members, members) }))
    .filter((group) => group.members.length > 1);
  const group: Group = { id: freeId(standing), name, members };
  return { ...standing, groups: [...rest, group] };
}

export function ungroup(standing: Standing, ids: readonly string[]): Standing {
  return { ...standing, groups: standing.groups.filter((group) => !ids.includes(group.id)) };
}

function freeId(standing: Standing): string {
  const numbers = standing.groups.map((group) => Number(group.id.slice("group:".length)));
  return `group:${Math.max(0, ...numbers) + 1}`;
}

export function add(standing: Standing, ids: readonly string[]): Standing {
  return { ...standing, shown: withAll(standing.shown, ids), hidden: without(standing.hidden, ids) };
}

// Around somebody, in rings that leave room: where those just added stand.
export function ringed(middle: Place, ids: readonly string[]): Map<string, Place> {
  const found = new Map<string, Place>();
  ids.forEach((id, number) => {
    // The golden angle lets no two stand in one line.
    const angle = number * 2.399963;
    const far = 0.09 + 0.035 * Math.sqrt(number);
    found.set(id, { x: clamp(middle.x + far * Math.cos(angle)), y: clamp(middle.y + 1.4 * far * Math.sin(angle)) });
  });
  return found;
}

function clamp(value: number): number {
  return Number(Math.min(1, Math.max(0, value)).toFixed(5));
}
