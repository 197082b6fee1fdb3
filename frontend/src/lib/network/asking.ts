// What is asked of the server about a chart: who is around, ways between two, more on the chart.

import type { ChartData } from "./model";

export interface More {
  readonly data: ChartData;
  readonly tables: Element;
  readonly map: Element | null;
}

export interface Answers {
  // Ids to put on the chart.
  readonly add: (ids: readonly string[]) => void;
  // A way to show: everybody on it, in order.
  readonly way: (ids: readonly string[]) => void;
  readonly failed: () => void;
}

// An answer of the server in a dialog, with what a page without a script has no use for.
export class Asking {
  private readonly dialog: HTMLDialogElement | null;
  private readonly body: HTMLElement | null;
  private readonly waiting: Node[];

  constructor(private readonly panel: HTMLElement, private readonly answers: Answers) {
    this.dialog = panel.querySelector("[data-chart-dialog]");
    this.body = this.dialog?.querySelector(".body") ?? null;
    this.waiting = [...(this.body?.childNodes ?? [])].map((one) => one.cloneNode(true));
    this.dialog?.addEventListener("click", (event) => this.onClick(event));
    this.dialog?.addEventListener("submit", (event) => this.onSubmit(event));
  }

  async around(id: string, shown: ReadonlySet<string>): Promise<void> {
    const address = (this.panel.dataset["around"] ?? "").replace("ID", encodeURIComponent(id));
    const part = await this.show(address);
    for (const box of part?.querySelectorAll<HTMLInputElement>("[data-ids]") ?? []) {
      const fresh = idsOf(box.dataset["ids"]).filter((one) => !shown.has(one));
      box.disabled = fresh.length === 0;
      const cell = box.closest("tr")?.querySelector("[data-new]");
      if (cell) cell.textContent = String(fresh.length);
    }
    part?.querySelector<HTMLElement>("input:not(:disabled)")?.focus();
  }

  async ways(one: string, other: string): Promise<void> {
    const given = this.panel.dataset["ways"] ?? "";
    const part = await this.show(`${given}&${new URLSearchParams({ one, other }).toString()}`);
    part?.querySelector<HTMLElement>("[data-way]")?.focus();
  }

  // The chart with more on it, and its map where there is one; nothing where no answer came.
  async more(shown: readonly string[], added: readonly string[], mapped: boolean): Promise<More | null> {
    const form = this.panel.querySelector<HTMLFormElement>("[data-chart-form]");
    const given = new FormData(form ?? undefined);
    given.set("shown", shown.join(" "));
    given.set("added", added.join(" "));
    if (mapped) given.set("mapped", "on");
    const page = await asked(this.panel.dataset["more"] ?? "", { method: "POST", body: given });
    const tables = page?.querySelector("[data-more-answer]");
    const data = page?.getElementById("chart-data")?.textContent;
    if (!tables || !data) {
      this.answers.failed();
      return null;
    }
    return { data: JSON.parse(data) as ChartData, tables, map: page?.querySelector("[data-map-panel]") ?? null };
  }

  private async show(address: string): Promise<Element | null> {
    if (this.dialog === null || this.body === null) return null;
    this.body.replaceChildren(...this.waiting.map((one) => one.cloneNode(true)));
    this.dialog.showModal();
    const page = await asked(address, {});
    const part = page?.querySelector("#chart-answer");
    if (!page || !part) {
      this.dialog.close();
      this.answers.failed();
      return null;
    }
    for (const one of part.querySelectorAll<HTMLElement>("[data-scripted]")) one.hidden = false;
    for (const one of part.querySelectorAll<HTMLElement>("[data-plain]")) one.hidden = true;
    this.body.replaceChildren(handling(page), document.importNode(part, true), handling(page));
    return this.body;
  }

  private onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const way = event.target.closest<HTMLElement>("[data-way]");
    if (way === null) return;
    this.dialog?.close();
    this.answers.way(idsOf(way.dataset["way"]));
  }

  private onSubmit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-add-kinds]")) return;
    event.preventDefault();
    const ticked = [...form.querySelectorAll<HTMLInputElement>("[data-ids]:checked")];
    if (ticked.length === 0) return;
    this.dialog?.close();
    this.answers.add([...new Set(ticked.flatMap((box) => idsOf(box.dataset["ids"])))]);
  }
}

function idsOf(text: string | undefined): string[] {
  return (text ?? "").split(" ").filter((one) => one !== "");
}

// A page of the server, to take parts of; nothing where no answer came.
export async function asked(address: string, how: RequestInit): Promise<Document | null> {
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...how });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

// The answer's own handling, above and below it: the page behind the dialog may have another.
function handling(page: Document): HTMLElement {
  const line = document.createElement("p");
  line.className = "handling";
  const from = page.querySelector("body > aside.handling");
  line.append(...[...(from?.childNodes ?? [])].map((one) => document.importNode(one, true)));
  return line;
}
