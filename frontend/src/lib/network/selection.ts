// One selection for chart, timeline, map and tables: whoever shows it listens here.

export type Origin = "chart" | "table" | "timeline" | "map" | "tool";

export class Selection {
  private readonly kept = new Set<string>();
  private current: readonly string[] = [];
  private readonly listeners: ((origin: Origin) => void)[] = [];

  get chosen(): readonly string[] {
    return [...new Set([...this.kept, ...this.current])];
  }

  // What was chosen last, of several.
  get last(): string {
    return this.current[0] ?? [...this.kept].at(-1) ?? "";
  }

  listen(listener: (origin: Origin) => void): void {
    this.listeners.push(listener);
  }

  // These, and whatever is kept; nothing at all lets go of that too.
  choose(ids: readonly string[], origin: Origin): void {
    const same = ids.length === this.current.length && ids.every((id, place) => id === this.current[place]);
    if (same && (ids.length > 0 || this.kept.size === 0)) return;
    if (ids.length === 0) this.kept.clear();
    this.current = ids;
    this.tell(origin);
  }

  // Ctrl and click: one more, or one less.
  toggle(id: string, origin: Origin): void {
    const had = this.chosen.includes(id);
    for (const one of this.current) this.kept.add(one);
    this.current = had ? [] : [id];
    if (had) this.kept.delete(id);
    this.tell(origin);
  }

  // Space: what is chosen stays so while others are looked at; again lets it go.
  keep(origin: Origin): void {
    const all = this.current.every((one) => this.kept.has(one));
    for (const one of this.current) {
      if (all) this.kept.delete(one);
      else this.kept.add(one);
    }
    this.tell(origin);
  }

  only(ids: readonly string[], origin: Origin): void {
    this.kept.clear();
    this.current = ids;
    this.tell(origin);
  }

  private tell(origin: Origin): void {
    for (const listener of this.listeners) listener(origin);
  }
}
