// The tables as they were seen by a day: later sightings have no row, lines tell what was there.

import type { ChartData, ChartEvent } from "./model";
import { begun } from "./until";

interface Words {
  readonly undated: string;
  readonly confirmed: string;
  readonly unconfirmed: string;
}

export class TableDates {
  private readonly before = new Map<HTMLElement, Node[]>();
  private readonly words: Words;

  constructor(private readonly panel: HTMLElement) {
    const { undated = "", confirmed = "", unconfirmed = "" } = panel.querySelector<HTMLElement>("[data-playback]")?.dataset ?? {};
    this.words = { undated, confirmed, unconfirmed };
  }

  // Of the whole chart: its sightings are in the order of the table of dates.
  show(data: ChartData, until: string): void {
    for (const [place, nodes] of this.before) place.replaceChildren(...nodes);
    this.before.clear();
    if (until === "") {
      for (const part of this.panel.querySelectorAll<HTMLElement>("[data-lines] [data-tie]")) part.hidden = false;
      return;
    }
    const rows = [...this.panel.querySelectorAll<HTMLTableRowElement>("[data-dates] tbody tr")];
    const seen = new Map<string, number[]>();
    const partly = new Set<string>();
    data.events.forEach((event, place) => {
      const key = keyOf(event.edge, event.tie);
      if (begun(event, until)) seen.set(key, [...(seen.get(key) ?? []), place]);
      else {
        partly.add(event.edge);
        const row = rows[place];
        if (row !== undefined) row.hidden = true;
      }
    });
    for (const row of this.panel.querySelectorAll<HTMLTableRowElement>("[data-lines] tr[data-el]")) {
      const edge = row.dataset["el"] ?? "";
      if (row.hidden || !partly.has(edge)) continue;
      const there = [...row.querySelectorAll<HTMLElement>("[data-tie]")].flatMap((part) => {
        const places = seen.get(keyOf(edge, part.dataset["tie"] ?? "")) ?? [];
        part.hidden = places.length === 0;
        const events = places.flatMap((place) => data.events[place] ?? []);
        if (events.length > 0) this.tie(part, events, rows[bestOf(data.events, places)]);
        return events;
      });
      this.state(row, there);
    }
  }

  private tie(part: HTMLElement, events: readonly ChartEvent[], best: HTMLElement | undefined): void {
    this.put(part.querySelector("[data-count]"), [String(events.reduce((sum, event) => sum + event.count, 0))]);
    const grade = best?.querySelector("[data-grade]");
    if (grade) this.put(part.querySelector("[data-grade]"), [...grade.childNodes].map((one) => one.cloneNode(true)));
    const dates = events.filter((event) => event.first !== "").flatMap((event) => [event.first, event.last]).sort();
    const [first, last] = [dates[0], dates.at(-1)];
    if (first === undefined || last === undefined) {
      this.put(part.querySelector("[data-when]"), [this.words.undated]);
      return;
    }
    const said = document.createElement("span");
    said.className = "num";
    said.textContent = first === last ? first : `${first} – ${last}`;
    this.put(part.querySelector("[data-when]"), [said]);
  }

  private state(row: HTMLElement, events: readonly ChartEvent[]): void {
    const confirmed = events.some((event) => event.confirmed);
    const tag = document.createElement("span");
    tag.className = `tag ${confirmed ? "confirmed" : "unconfirmed"}`;
    tag.textContent = confirmed ? this.words.confirmed : this.words.unconfirmed;
    this.put(row.querySelector("[data-state]"), [tag]);
  }

  private put(place: HTMLElement | null, nodes: readonly (Node | string)[]): void {
    if (place === null) return;
    if (!this.before.has(place)) this.before.set(place, [...place.childNodes]);
    place.replaceChildren(...nodes);
  }
}

function keyOf(edge: string, tie: string): string {
  return `${edge} ${tie}`;
}

// Which of some sightings has the best grade: by its assessment, then by its source.
function bestOf(events: readonly ChartEvent[], places: readonly number[]): number {
  const rank = (place: number): string => {
    const grade = events[place]?.grade ?? "";
    return `${grade.slice(1)}${grade.slice(0, 1)}`;
  };
  return places.reduce((best, place) => (rank(place) < rank(best) ? place : best));
}
