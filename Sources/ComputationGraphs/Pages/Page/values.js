/** Every node with its value and its gradient, and the edges into the one that is chosen. */
class ValuesPanel {
  constructor(state, reveal) {
    this.state = state;
    this.list = new VirtualList(find("values"), {
      rowHeight: 30, render: (row, index) => this.#render(row, Number(index)),
      choose: index => {
        state.select(Number(index));
        reveal(Number(index));
      },
    });
    this.list.setCount(BigInt(state.graph.count));
  }

  update() {
    if (find("nodes-panel").hidden) return;
    const { selected } = this.state;
    this.#details();
    if (selected !== null && this.list.active !== BigInt(selected)) {
      this.list.active = BigInt(selected);
      this.list.show(BigInt(selected));
    } else {
      this.list.refresh();
    }
  }

  #render(row, node) {
    const { graph } = this.state;
    const value = this.state.knows(node) ? graph.valueText(node) : "";
    const gradient = this.state.hasGradient(node) ? this.state.gradientText(node) : "";
    const label = graph.name[node] === null ? graph.operationOf(node) : nameElement(graph.name[node]);
    row.append(
      element("span", { class: `swatch ${graph.role[node]}`, "aria-hidden": "true" }), element("span", { class: "nodes" }, label),
      element("span", { class: "operation" }, graph.name[node] === null ? "" : graph.operationOf(node)),
      element("span", { class: "value" }, value), element("span", { class: "gradient" }, gradient && `∂ ${gradient}`));
    row.setAttribute("aria-label", this.state.graph.text(node) + (value && `, value ${value}`) +
      (gradient && `, gradient ${gradient}`));
  }

  /** The edges into the chosen node, each to be cut by a button. */
  #details() {
    const { graph, selected } = this.state;
    const { network } = graph;
    const edges = selected === null ? [] : network.into[selected];
    find("edges").hidden = edges.length === 0;
    if (edges.length === 0) return;
    const shown = edges.slice(0, 24);
    find("edges").replaceChildren(
      element("span", { class: "hint" }, "Cut "),
      ...shown.map(edge => element("button", {
        type: "button", "aria-pressed": String(this.state.isCut(edge)), "data-edge": edge,
        onclick: () => this.state.toggle([edge]),
      }, graph.edgeText(edge))),
      ...(edges.length > shown.length ? [element("span", { class: "hint" }, ` and ${edges.length - shown.length} more`)] : []));
  }
}
