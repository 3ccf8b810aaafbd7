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
    if (!errors.every(Number.isFinite)) return "· not finite";
    const error = Math.max(...errors) / scale;
    return `· back-propagation: the same${error === 0 ? "" : ` to ${error.toExponential(0).replace("-", "−")}`}`;
  }
}
