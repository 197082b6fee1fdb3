// Plays the chart through time: from stop to stop, by hand or by the clock, and back to the whole.

import type { ChartEvent } from "./model";
import { stops, type Step } from "./until";

const WAITS: Readonly<Record<string, number>> = { slow: 2000, normal: 1000, fast: 400 };
const NORMAL = 1000;

export interface Counted {
  readonly people: number;
  readonly lines: number;
  readonly undated: number;
}

export class Playback {
  private at: string[] = [];
  private events: readonly ChartEvent[] = [];
  private clock = 0;
  private readonly slider: HTMLInputElement | null;
  private readonly step: HTMLSelectElement | null;
  private readonly speed: HTMLSelectElement | null;

  constructor(private readonly part: HTMLElement, public until: string, private readonly changed: () => void) {
    this.slider = part.querySelector("input[type=range]");
    this.step = part.querySelector("[data-play-step]");
    this.speed = part.querySelector("[data-play-speed]");
    part.hidden = false;
    part.addEventListener("click", (event) => {
      const act = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-play]")?.dataset["play"] : undefined;
      if (act === "toggle") this.toggle();
      else if (act === "on" || act === "back") this.stepBy(act === "on" ? 1 : -1);
      else if (act === "all") this.whole();
    });
    this.slider?.addEventListener("input", () => this.byHand(Number(this.slider?.value ?? 0)));
    this.step?.addEventListener("change", () => this.restep());
  }

  get undated(): string {
    return this.part.dataset["undated"] ?? "";
  }

  // Other sightings: of a chart with more on it.
  read(events: readonly ChartEvent[]): void {
    if (events === this.events) return;
    this.events = events;
    this.at = stops(events, (this.step?.value ?? "date") as Step);
    if (this.slider !== null) this.slider.max = String(this.at.length);
  }

  // The whole time stands behind the last stop.
  private get place(): number {
    if (this.until === "") return this.at.length;
    const later = this.at.findIndex((stop) => stop >= this.until);
    return later < 0 ? this.at.length - 1 : later;
  }

  get playing(): boolean {
    return this.clock !== 0;
  }

  toggle(): void {
    if (this.playing) {
      this.pause();
      return;
    }
    const ended = this.place >= this.at.length - 1;
    this.go(ended ? 0 : this.place + 1);
    if (this.at.length > 1) this.wait();
    this.word();
  }

  private wait(): void {
    this.clock = setTimeout(() => {
      this.go(this.place + 1);
      if (this.place >= this.at.length - 1) this.pause();
      else this.wait();
    }, WAITS[this.speed?.value ?? ""] ?? NORMAL);
  }

  pause(): void {
    clearTimeout(this.clock);
    this.clock = 0;
    this.word();
  }

  stepBy(by: number): void {
    this.byHand(this.place + by);
  }

  private byHand(place: number): void {
    this.pause();
    this.go(place);
  }

  whole(): void {
    this.byHand(this.at.length);
  }

  private go(place: number): void {
    this.until = this.at[Math.max(0, place)] ?? "";
    this.changed();
  }

  // Another kind of step: the day that is shown stays, or the end of its month or year.
  private restep(): void {
    const events = this.events;
    this.events = [];
    this.read(events);
    if (this.until !== "") this.byHand(this.place);
    else this.changed();
  }

  private word(): void {
    const button = this.part.querySelector<HTMLElement>("[data-play=toggle]");
    const word = button?.querySelector("[data-word]");
    if (!button || !word) return;
    word.textContent = (this.playing ? button.dataset["pause"] : button.dataset["start"]) ?? "";
  }

  // Says how far it is and what is there: for the eye, and read out.
  tell(counted: Counted): void {
    const said = this.part.querySelector("[data-play-said]");
    const isolated = `\u2068${this.until}\u2069`;
    const line = (this.until === "" ? this.part.dataset["whole"] : this.part.dataset["by"]) ?? "";
    const undated = counted.undated > 0 ? ` ${(this.part.dataset["throughout"] ?? "").replace("{undated}", String(counted.undated))}` : "";
    const words = line.replace("{day}", isolated).replace("{people}", String(counted.people)).replace("{lines}", String(counted.lines)) + undated;
    if (said !== null && said.textContent !== words) said.textContent = words;
    if (this.slider === null) return;
    this.slider.value = String(this.place);
    this.slider.setAttribute("aria-valuetext", this.until || (this.part.dataset["all"] ?? ""));
  }
}
