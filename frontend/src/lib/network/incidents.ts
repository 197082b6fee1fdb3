// Public incidents on the map: asked for once, shown and hidden by a button, with their table.

import * as L from "leaflet";
import { asked } from "./asking";

type Spot = readonly [north: number, east: number, count: number];

export class Incidents {
  private readonly layer = L.layerGroup();
  private asking: Promise<boolean> | null = null;

  constructor(
    private readonly panel: HTMLElement, private readonly map: L.Map, private readonly svg: L.SVG, private readonly say: (text: string) => void,
  ) {}

  async toggle(button: HTMLElement): Promise<void> {
    const on = button.getAttribute("aria-pressed") !== "true";
    if (on && !(await this.once())) return;
    button.setAttribute("aria-pressed", String(on));
    const table = this.panel.querySelector<HTMLElement>("[data-map-tables] [data-incidents]");
    if (table !== null) table.hidden = !on;
    if (on) this.layer.addTo(this.map).eachLayer((one) => { if (one instanceof L.Path) one.bringToBack(); });
    else this.layer.remove();
  }

  // Pressed again while an answer is on its way: the same answer. Without one it is asked for anew.
  private async once(): Promise<boolean> {
    this.asking ??= this.ask();
    const there = await this.asking;
    if (!there) this.asking = null;
    return there;
  }

  private async ask(): Promise<boolean> {
    const page = await asked(this.panel.dataset["incidents"] ?? "", {});
    const data = page?.getElementById("incident-data")?.textContent;
    if (!page || !data) {
      this.say(this.panel.dataset["saidFailed"] ?? "");
      return false;
    }
    const spots = JSON.parse(data) as Spot[];
    if (spots.length === 0) this.say(this.panel.dataset["saidNone"] ?? "");
    this.panel.querySelector("[data-map-tables] [data-incidents]")?.replaceChildren(...(page.querySelector("[data-incidents-answer]")?.childNodes ?? []));
    for (const [north, east, count] of spots) {
      L.circleMarker([north, east], { renderer: this.svg, interactive: false, className: "incident", radius: 2 + Math.min(8, 1.5 * Math.log2(count + 1)) }).addTo(this.layer);
    }
    mark(page.querySelector("aside.handling"));
    return true;
  }
}

// The page shows what it was not marked for: from now on it carries the stricter handling too.
function mark(strict: Element | null): void {
  if (strict === null || document.body.dataset["handling"] === "C") return;
  for (const own of document.querySelectorAll("body > aside.handling")) own.replaceChildren(...strict.cloneNode(true).childNodes);
  document.body.dataset["handling"] = "C";
}
