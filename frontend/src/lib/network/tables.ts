// The tables beside the chart: rows follow the selection, and show who is hidden, pinned or grouped.

import type { ChartData, Standing } from "./model";
import type { Selection } from "./selection";
import { TableDates } from "./table-dates";
import type { View } from "./view";

const ROWS = "[data-rows] tr[data-el]";

export interface Said {
  readonly drawn: string;
  readonly pinned: string;
  readonly inGroup: string;
  readonly many: string;
}

function rowOf(event: Event): HTMLTableRowElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLTableRowElement>("tr[data-el]") : null;
}

// One stop of the Tab key in each table.
export function oneStop(panel: HTMLElement): void {
  for (const table of panel.querySelectorAll<HTMLTableElement>("[data-rows]")) {
    const rows = [...table.querySelectorAll<HTMLTableRowElement>("tr[data-el]")];
    for (const row of rows) row.tabIndex = -1;
    const first = rows.find((row) => !row.hidden);
    if (first !== undefined) first.tabIndex = 0;
  }
}

export class Tables {
  private readonly nothing: string;
  private readonly status: HTMLElement | null;
  private readonly dates: TableDates;

  constructor(
    private readonly panel: HTMLElement,
    private readonly selection: Selection,
    private readonly said: Said,
    private readonly open: (id: string) => void,
    // What is chosen with a row: everybody at a place, say.
    private readonly behind: (id: string) => readonly string[],
  ) {
    this.status = panel.querySelector("[data-selected]");
    this.dates = new TableDates(panel);
    this.nothing = this.status?.textContent ?? "";
    // By delegation: rows of a table that is filled in later take part too.
    const chooseRow = (event: Event): void => {
      const row = rowOf(event);
      if (row === null) return;
      const id = row.dataset["el"] ?? "";
      if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey)) selection.toggle(id, "table");
      else selection.choose(this.behind(id), "table");
    };
    document.addEventListener("focusin", chooseRow);
    document.addEventListener("click", chooseRow);
    // A click with Ctrl also moves the focus, which would choose that row alone first.
    document.addEventListener("mousedown", (event) => {
      if ((event.ctrlKey || event.metaKey) && rowOf(event) !== null) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => this.onRowKey(event));
    selection.listen((origin) => {
      this.mark();
      if (origin !== "table") this.row(selection.last)?.scrollIntoView({ block: "nearest" });
    });
    oneStop(this.panel);
  }

  // Other tables in place of these, from an answer of the server.
  replace(answer: Element): void {
    this.panel.querySelector("[data-tables]")?.replaceChildren(...answer.childNodes);
  }

  // The whole chart's data; the view may be of a day before its last.
  show(data: ChartData, standing: Standing, view: View, until: string): void {
    this.groups(data, standing, view);
    const named = new Map(standing.groups.flatMap((group) => group.members.map((one) => [one, group.name] as const)));
    for (const row of this.panel.querySelectorAll<HTMLTableRowElement>(ROWS)) {
      const id = row.dataset["el"] ?? "";
      row.hidden = !view.drawnAs.has(id);
      const state = row.querySelector<HTMLElement>("[data-standing]");
      if (state !== null) state.replaceChildren(...this.state(standing.pins.includes(id), named.get(id)));
      const undrawn = row.querySelector<HTMLElement>("[data-undrawn]");
      if (undrawn !== null) undrawn.textContent = String(view.undrawn.get(id) ?? 0);
    }
    this.dates.show(data, until);
    oneStop(this.panel);
    this.mark();
  }

  private state(pinned: boolean, group: string | undefined): Node[] {
    if (group !== undefined) {
      const name = document.createElement("bdi");
      name.textContent = group;
      return [document.createTextNode(`${this.said.inGroup} `), name];
    }
    return [document.createTextNode(pinned ? this.said.pinned : this.said.drawn)];
  }

  private groups(data: ChartData, standing: Standing, view: View): void {
    const part = this.panel.querySelector<HTMLElement>("[data-groups]");
    const body = part?.querySelector("tbody");
    if (part === null || !body) return;
    const captions = new Map(data.nodes.map((node) => [node.id, node.caption]));
    const groups = standing.groups.filter((group) => view.drawnAs.has(group.id));
    part.hidden = groups.length === 0;
    body.replaceChildren(...groups.map((group) => {
      const row = document.createElement("tr");
      row.dataset["el"] = group.id;
      const head = document.createElement("th");
      head.scope = "row";
      head.append(isolated(group.name));
      const cell = document.createElement("td");
      group.members.filter((one) => view.drawnAs.has(one)).forEach((one, place) => {
        if (place > 0) cell.append(", ");
        cell.append(isolated(captions.get(one) ?? one));
      });
      row.append(head, cell);
      return row;
    }));
  }

  private row(id: string): HTMLTableRowElement | undefined {
    return [...document.querySelectorAll<HTMLTableRowElement>(ROWS)].find((row) => row.dataset["el"] === id);
  }

  // Everything in the order of the tables, each once.
  order(): string[] {
    const rows = [...this.panel.querySelectorAll<HTMLTableRowElement>(ROWS)].filter((row) => !row.hidden);
    return [...new Set(rows.map((row) => row.dataset["el"] ?? ""))];
  }

  address(id: string): string | undefined {
    return this.row(id)?.dataset["href"];
  }

  private onRowKey(event: KeyboardEvent): void {
    const row = rowOf(event);
    if (row === null || row.closest("[data-rows]") === null || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step !== undefined) {
      const own = [...(row.parentElement?.children ?? [])].filter((one) => !(one as HTMLElement).hidden);
      const next = own[own.indexOf(row) + step];
      if (!(next instanceof HTMLTableRowElement)) return;
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (event.target === row && event.key === "Enter") this.open(row.dataset["el"] ?? "");
    else if (event.target === row && event.key === " ") this.selection.keep("table");
    else if (event.key === "Escape") this.selection.choose([], "table");
    else return;
    event.preventDefault();
  }

  private mark(): void {
    const chosen = new Set(this.selection.chosen);
    for (const row of document.querySelectorAll<HTMLElement>("tr[data-el]")) {
      if (chosen.has(row.dataset["el"] ?? "")) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    }
    this.tell();
  }

  // Says something in the line beneath the chart, which is read out.
  say(text: string): void {
    if (this.status === null) return;
    const tag = document.createElement("span");
    tag.className = "tag warning";
    tag.textContent = text;
    this.status.replaceChildren(tag);
  }

  private tell(): void {
    if (this.status === null) return;
    const { chosen, last } = this.selection;
    const row = this.row(last);
    if (row === undefined) {
      this.status.textContent = this.nothing;
      return;
    }
    const parts = chosen.length > 1 ? [this.count(chosen.length), ...cells(row)] : cells(row);
    this.status.replaceChildren(...parts);
  }

  private count(many: number): HTMLElement {
    const tag = document.createElement("span");
    tag.className = "tag";
    tag.textContent = `${this.said.many} ${many}`;
    return tag;
  }
}

function isolated(text: string): HTMLElement {
  const part = document.createElement("bdi");
  part.textContent = text;
  return part;
}

function cells(row: HTMLTableRowElement): HTMLElement[] {
  const heads = row.closest("table")?.tHead?.rows[0]?.cells;
  return [...row.cells].map((cell, place) => {
    const copy = document.createElement("span");
    // A number alone says nothing: its column's name goes with it.
    if (cell.classList.contains("n")) {
      const name = document.createElement("span");
      name.className = "muted";
      name.textContent = `${heads?.[place]?.textContent ?? ""} `;
      copy.append(name);
    }
    for (const part of cell.childNodes) copy.append(part.cloneNode(true));
    return copy;
  });
}
