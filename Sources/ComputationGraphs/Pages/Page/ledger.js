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
