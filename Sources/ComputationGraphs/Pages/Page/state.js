/** What the page shows at a moment: one place for it, which everything else asks. */
class State {
  constructor(graph, changed) {
    Object.assign(this, { graph, changed, timeline: new Timeline(graph), moment: 0, cuts: new Set() });
    Object.assign(this, { path: null, selected: null, hovered: null });
    this.currentStep = graph.steps.at(-1) ?? 0;
    this.#forgetPath();
    this.#flow();
  }

  #forgetPath() {
    this.path = null;
    this.pathEdges = new Set();
    this.pathNodes = new Set();
  }

  #flow() {
    this.flow = new Flow(this.graph.network, this.cuts);
    this.greatest = 0;
    if (!this.graph.network.hasNumbers) return;
    for (const node of this.graph.network.nodes) {
      for (const edge of this.graph.network.into[node]) {
        const size = this.flow.contribution(edge)?.size ?? 0;
        if (Number.isFinite(size)) this.greatest = Math.max(this.greatest, size);
      }
    }
  }

  // What changes it.

  goTo(moment) {
    const next = Math.max(0, Math.min(this.timeline.last, moment));
    if (next === this.moment) return;
    this.moment = next;
    const step = this.active === null ? null : this.graph.step[this.active];
    if (step !== null) this.currentStep = step;
    this.changed("moment");
  }

  /** Lights a path up, or with null the last one down. */
  light(index) {
    this.#forgetPath();
    if (index !== null) {
      this.path = { index, ...this.flow.row(index) };
      this.pathEdges = new Set(this.path.path);
      this.pathNodes = new Set(this.graph.network.nodesOf(this.path.path));
    }
    this.changed("path");
  }

  /** Cuts edges, or if all of them are cut already joins them again. */
  toggle(edges) {
    const ours = edges.filter(edge => this.graph.edges.partial[edge] !== null);
    if (ours.length === 0) return;
    const areCut = ours.every(edge => this.cuts.has(edge));
    for (const edge of ours) {
      if (areCut) this.cuts.delete(edge);
      else this.cuts.add(edge);
    }
    this.#cutsChanged();
  }

  restore() {
    this.cuts.clear();
    this.#cutsChanged();
  }

  #cutsChanged() {
    this.#flow();
    if (this.path) this.path = { index: this.path.index, ...this.flow.row(this.path.index) };
    this.changed("cuts");
  }

  select(node) {
    this.selected = node;
    this.changed("selection");
  }

  hover(thing) {
    const key = thing && (thing.node ?? `edge ${thing.edges[0]}`);
    if (key === this.hoveredKey) return;
    [this.hovered, this.hoveredKey] = [thing, key];
    this.changed("hover");
  }

  // What it is asked.

  /** The edges that something happens on. */
  get edgesInPlay() {
    const { active, graph } = this;
    const now = active === null ? [] : this.isBackward ? graph.network.outOf[active] : graph.edgesInto[active];
    return [...now, ...this.cuts, ...this.pathEdges, ...(this.hovered?.edges ?? [])];
  }

  get isBackward() { return this.timeline.isBackward(this.moment); }
  get active() { return this.timeline.nodes[this.moment]; }
  knows(node) { return this.timeline.valueAt[node] <= this.moment; }
  hasGradient(node) { return this.timeline.gradientAt[node] <= this.moment && this.graph.network.hasNumbers; }
  hasValue(edge) { return this.knows(this.graph.edges.target[edge]); }
  isLit(edge) { return this.pathEdges.has(edge); }
  isOnLitPath(node) { return this.pathNodes.has(node); }
  isCut(edge) { return this.cuts.has(edge); }
  isHovered(edge) { return this.hovered?.edges?.includes(edge) ?? false; }

  isActive(edge) {
    const { source, target, partial } = this.graph.edges;
    return this.isBackward ? source[edge] === this.active && partial[edge] !== null : target[edge] === this.active;
  }

  /** Whether the gradient has come through an edge by now. */
  hasFlowed(edge) {
    const { source, partial } = this.graph.edges;
    return partial[edge] !== null && this.timeline.gradientAt[source[edge]] <= this.moment && !this.cuts.has(edge);
  }

  /** The more comes through an edge, the wider its line; in few widths, so that lines can be drawn together. */
  flowWidth(edges) {
    const size = Math.max(...edges.map(edge => (this.graph.network.hasNumbers ? this.flow.contribution(edge)?.size ?? 0 : 0)));
    return this.greatest > 0 && size > 0 ? 1.2 + Math.round(6 * Math.sqrt(Math.min(1, size / this.greatest))) / 2 : 1.2;
  }

  gradient(node) {
    const { cotangents } = this.flow;
    return cotangents?.[node] ?? Matrix.zero(this.graph.size[this.graph.to], this.graph.size[node]);
  }

  gradientText(node, write = short, most = 3) {
    const { elements } = this.gradient(node);
    const shape = this.graph.size[this.graph.to] === 1 ? this.graph.shape[node] : [elements.length];
    return listed(elements, shape.length ? shape : [1], write, most);
  }

  /** What stands on an edge: its partial derivative, and backward what it makes of the gradient. */
  edgeText(edge, isInPlay) {
    const { network } = this.graph;
    const partial = network.partials[edge];
    if (!partial) return "";
    if (!this.hasFlowed(edge)) return isInPlay && (this.isLit(edge) || this.isHovered(edge)) ? `× ${partial.text()}` : "";
    const part = this.flow.contribution(edge);
    // A matrix would hide what it stands on.
    return isInPlay || partial.elements.length === 1 ? part?.text() ?? "0" : "";
  }

  isOfCurrentStep(edge) { return this.graph.step[this.graph.edges.target[edge]] === this.currentStep; }

  /** Of what is one in every step, the one of the step that is looked at. */
  memberNow(members) {
    const { step } = this.graph;
    return members.findLast(node => step[node] <= this.currentStep) ?? members[0];
  }
}
