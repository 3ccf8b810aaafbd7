/** What stands beside the drawing: the formula of the moment, the cuts, the ledger of paths, and all values. */

/** The formula of the moment, and of the path that is lit. */
class FormulaPanel {
  constructor(state) {
    this.state = state;
    this.formulas = new Formulas(state.graph);
  }

  update() {
    const { state, formulas } = this;
    const { active, timeline, moment, path } = state;
    find("moment").textContent = this.caption();
    const shown = active === null ? [] : [
      state.isBackward ? formulas.backward(active, state.flow) : formulas.forward(active)];
    if (active === null) shown.push(element("p", { class: "hint" }, ...this.#givens()));
    find("formula").replaceChildren(...shown);
    find("path-formula").hidden = path === null;
    if (path) {
      const kind = path.isCut ? " (cut: it contributes nothing)" : "";
      find("path-formula").replaceChildren(
        element("h3", {}, `Path ${counted(path.index + 1n)}${kind}`), formulas.path(path, state.graph.network));
    }
  }

  #givens() {
    const { graph } = this.state;
    const names = [...graph.name.keys()].filter(node => graph.isGiven(node) && graph.name[node] !== null);
    return ["Given: ", ...names.slice(0, 12).flatMap((node, k) => [k ? ", " : "", nameElement(graph.name[node])]),
      names.length > 12 ? ", …" : ".", " Play, or step forward, and values appear."];
  }

  /** The moment in plain text, which is also read out. */
  caption() {
    const { state } = this;
    const { active, graph, timeline, moment } = state;
    const place = timeline.text(moment);
    if (active === null) return place;
    const name = graph.text(active);
    if (!state.isBackward) return `${place}: ${name} = ${graph.valueText(active)}`;
    if (!graph.network.hasNumbers) return `${place}: the gradient reaches ${name}`;
    return `${place}: d${graph.text(graph.to)}/d${name} = ${state.gradientText(active, short, 4)}`;
  }
}

/** The derivative, and what cutting edges takes away from it. */
class CutPanel {
  constructor(state) {
    this.state = state;
    const { graph } = state;
    this.whole = state.flow;
    const { steps } = graph;
    find("cut-steps").hidden = steps.length < 2;
    Object.assign(find("cut-step"), { min: steps[0] ?? 0, max: steps.at(-1) ?? 0, value: steps[1] ?? 0 });
    const step = () => Number(find("cut-step").value);
    find("cut-through").addEventListener("click", () => state.toggle(graph.edgesIntoStep(step(), false)));
    find("cut-before").addEventListener("click", () => state.toggle(graph.edgesIntoStep(step(), true)));
    find("restore").addEventListener("click", () => state.restore());
  }

  update() {
    const { state, whole } = this;
    const { graph, flow, cuts } = state;
    const name = `d${graph.text(graph.to)}/d${graph.text(graph.from)}`;
    const { count } = graph.network;
    const value = (matrix, write = exact) => listed(matrix.elements, this.#shape(matrix), write, 6);
    const ten = number => short(number, 10);
    find("derivative-name").replaceChildren("d", nameElement(graph.name[graph.to] ?? graph.text(graph.to)), "/d",
      nameElement(graph.name[graph.from] ?? graph.text(graph.from)));
    find("derivative").textContent = graph.network.hasNumbers ? value(flow.derivative) : this.#tape();
    find("derivative").dataset.elements = graph.network.hasNumbers ? flow.derivative.elements.join(" ") : "";
    find("path-count").textContent = cuts.size === 0
      ? `${counted(count)} ${count === 1n ? "path" : "paths"}` : `${counted(flow.count)} of ${counted(count)} paths`;
    find("agreement").textContent = cuts.size > 0 || !graph.network.hasNumbers ? "" : this.#agreement(whole);
    find("cut-hint").hidden = cuts.size > 0;
    find("cut-result").hidden = cuts.size === 0;
    find("restore").hidden = cuts.size === 0;
    if (cuts.size === 0) return;
    const rows = graph.network.hasNumbers ? [
      ["Whole", count, value(whole.derivative, ten)], ["Cut away", count - flow.count, value(whole.derivative.minus(flow.derivative), ten)],
      ["Left", flow.count, value(flow.derivative, ten)],
    ] : [["Whole", count, ""], ["Cut away", count - flow.count, ""], ["Left", flow.count, ""]];
    find("cut-result").replaceChildren(
      element("thead", {}, element("tr", {}, element("td"), element("th", { scope: "col" }, "paths"),
        element("th", { scope: "col" }, name))),
      element("tbody", {}, ...rows.map(([label, paths, number]) => element("tr", {},
        element("th", { scope: "row" }, label), element("td", {}, counted(paths)), element("td", {}, number)))));
  }

  #shape(matrix) {
    const { graph } = this.state;
    if (matrix.rows > 1) return [matrix.rows, matrix.columns];
    return graph.shape[graph.from].length ? graph.shape[graph.from] : [1];
  }

  #tape() {
    const { derivative } = this.state.graph;
    return derivative ? listed(derivative, [derivative.length], exact, 6) : "too large to show";
  }

  /** Whether the sum over all paths is what back-propagation gave. */
  #agreement({ derivative }) {
    const expected = this.state.graph.derivative;
    if (!expected) return "";
    const errors = expected.map((value, k) => Math.abs(value - derivative.elements[k]));
    const scale = Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
    if (!errors.every(Number.isFinite)) return "not finite, as in back-propagation";
    const error = Math.max(...errors) / scale;
    return error === 0 ? "= back-propagation" : `≈ back-propagation, to ${error.toExponential(0).replace("-", "−")}`;
  }
}

/** The ledger: every path with its factors, its product, and the sum so far. */
class LedgerPanel {
  constructor(state) {
    this.state = state;
    this.list = new VirtualList(find("ledger"), {
      rowHeight: 50, render: (row, index) => this.#render(row, index), choose: index => state.light(index),
    });
    this.list.setCount(state.graph.network.count);
    find("go").addEventListener("submit", event => {
      event.preventDefault();
      const digits = find("row-number").value.replaceAll(/[\s,.']/g, "");
      const wanted = /^\d{1,400}$/.test(digits) ? BigInt(digits) - 1n : -1n;
      const isThere = wanted >= 0n && wanted < this.list.count;
      find("go-error").textContent = isThere ? "" : `Rows go from 1 to ${counted(this.list.count)}.`;
      if (isThere) this.list.activate(wanted);
    });
  }

  update() {
    if (this.state.path === null && this.list.active !== null) this.list.deactivate();
    else this.list.refresh();
  }

  #render(row, index) {
    const { graph, flow } = this.state;
    const { path, isCut, product, sum } = flow.row(index);
    const names = elided(graph.network.nodesOf(path), 7).flatMap((node, k) => [
      ...(k ? [" → "] : []), node === null ? "…" : this.#name(node)]);
    row.classList.toggle("cut", isCut);
    const factors = elided(path, 5).map(edge => (edge === null ? "…" : factor(graph.network.partials[edge]))).join(" · ");
    row.append(
      element("span", { class: "number" }, counted(index + 1n)),
      element("span", { class: "nodes" }, ...names),
      element("span", { class: "product" }, product?.text() ?? ""),
      element("span", { class: "factors" }, product ? factors : `${path.length} edges`),
      element("span", { class: "sum" }, sum ? `Σ ${sum.text()}` : ""));
    row.setAttribute("aria-label", `Path ${counted(index + 1n)}${isCut ? ", cut" : ""}: ${
      elided(graph.network.nodesOf(path), 12).map(node => (node === null ? "and so on" : graph.text(node))).join(", ")}${
      product ? `. Product ${product.text()}, sum ${sum.text()}` : ""}`);
  }

  #name(node) {
    const { graph } = this.state;
    return graph.name[node] === null ? graph.valueText(node) : nameElement(graph.name[node]);
  }
}

const factor = matrix => {
  const text = matrix.elements.length === 1 ? matrix.text() : `[${matrix.rows} × ${matrix.columns}]`;
  return text.startsWith("−") ? `(${text})` : text;
};

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
    if (selected !== null && this.list.active !== BigInt(selected)) {
      this.list.active = BigInt(selected);
      this.list.show(BigInt(selected));
    } else {
      this.list.refresh();
    }
    this.#details();
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
