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
