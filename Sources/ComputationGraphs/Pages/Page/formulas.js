/** Formulas of the graph in the learner's names: how a value is computed, how a gradient comes about. */
class Formulas {
  constructor(graph) {
    this.graph = graph;
  }

  name(node) {
    const { name } = this.graph;
    return name[node] === null ? math("mn", {}, this.graph.valueText(node)) : mathName(name[node]);
  }

  /** A tree as the page's data has it, as MathML; with `values`, numbers in the places of names. */
  typeset(tree, values = false) {
    if (!Array.isArray(tree)) return math("mn", {}, short(number(tree)));
    const [kind, ...parts] = tree;
    const inner = () => this.typeset(parts[0], values);
    switch (kind) {
      case "v": return values ? this.value(parts[0]) : this.name(parts[0]);
      case "t": return math("mi", {}, parts[0]);
      case "r": return row(...parts.map(p => (typeof p === "string" && !isNumber(p) ? sign(p) : this.typeset(p, values))));
      case "()": return row(sign("("), inner(), sign(")"));
      case "/": return math("mfrac", {}, inner(), this.typeset(parts[1], values));
      case "^": return math("msup", {}, this.atom(parts[0], values), this.typeset(parts[1], false));
      case "f": return row(math("mi", {}, parts[0]), sign("("), ...parts.slice(1).flatMap((p, k) =>
        [...(k ? [sign(",")] : []), this.typeset(p, values)]), sign(")"));
      case "sqrt": return math("msqrt", {}, inner());
      case "abs": return row(sign("|"), inner(), sign("|"));
      case "at": return math("msub", {}, inner(), math("mtext", {}, parts[1]));
      default: return row(sign("["), inner(), math("mtext", {}, ` ${parts[1]}`), sign("]"));
    }
  }

  /** What a power is taken of: a negative number needs brackets. */
  atom(tree, values) {
    const isNegative = values && tree[0] === "v" && this.graph.value[tree[1]]?.[0] < 0;
    return isNegative ? row(sign("("), this.typeset(tree, values), sign(")")) : this.typeset(tree, values);
  }

  value(node) {
    const value = this.graph.matrix(node);
    return value ? mathMatrix(value, { isFactor: true }) : this.name(node);
  }

  /** How the value of a node comes about: by symbols, by numbers, and what it is. */
  forward(node) {
    const tree = this.graph.formulas[node] ?? this.call(node);
    const value = this.graph.matrix(node);
    const lines = [this.typeset(tree)];
    if (this.graph.formulas[node] && value) lines.push(this.typeset(tree, true));
    lines.push(value ? mathMatrix(value) : math("mtext", {}, this.graph.shapeText(node)));
    return calculation(this.name(node), ...lines);
  }

  /** Where a formula would be too long: the operation and what it depends on. */
  call(node) {
    const operands = this.graph.edgesInto[node].map(edge => this.graph.edges.source[edge]);
    const shown = operands.length > 4 ? [...operands.slice(0, 2), null, operands.at(-1)] : operands;
    return ["f", this.graph.operationOf(node), ...shown.map(o => (o === null ? ["t", "…"] : ["v", o]))];
  }

  /** How the gradient of a node comes about: over each edge that leaves it, the gradient at its end times its partial. */
  backward(node, flow) {
    const { network } = flow;
    const left = derivative(this.name(network.to), this.name(node), "d");
    if (node === network.to) return calculation(left, mathMatrix(Matrix.identity(network.sizes[node])));
    const edges = network.outOf[node];
    const shown = edges.length > 4 ? [edges[0], edges[1], null, edges.at(-1)] : edges;
    const sum = term => row(...shown.flatMap((edge, k) => [
      ...(k ? [sign("+")] : []), edge === null ? math("mtext", {}, `… ${edges.length - 3} more …`) : term(edge)]));
    const symbols = sum(edge => this.term(edge, flow, target =>
      derivative(this.name(network.to), this.name(target), "d"), e => this.partial(e)));
    if (!network.hasNumbers) return calculation(left, symbols);
    const zero = t => Matrix.zero(network.sizes[network.to], network.sizes[t]);
    const numbers = sum(edge => this.term(edge, flow, target =>
      mathMatrix(flow.cotangents[target] ?? zero(target), { isFactor: true }),
    e => mathMatrix(network.partials[e], { isFactor: true })));
    const isNumberItself = edges.length === 1 && this.graph.edges.target[edges[0]] === network.to;
    return calculation(left, symbols, ...(isNumberItself ? [] : [numbers]), mathMatrix(flow.cotangents[node] ?? zero(node)));
  }

  term(edge, flow, cotangent, partial) {
    const { target } = this.graph.edges;
    const isFirst = target[edge] === flow.network.to;
    const factors = isFirst ? [partial(edge)] : [cotangent(target[edge]), sign("·"), partial(edge)];
    return flow.cuts.has(edge) ? math("mrow", { class: "cut" }, ...factors) : row(...factors);
  }

  partial(edge) {
    return derivative(this.name(this.graph.edges.target[edge]), this.name(this.graph.edges.source[edge]));
  }

  /** What a path contributes: the product of the partials on its edges. */
  path({ path, product }, network) {
    const factors = of => row(...elided(path).flatMap((edge, k) => [
      ...(k ? [sign("·")] : []), edge === null ? sign("⋯") : of(edge)]));
    const lines = [factors(edge => this.partial(edge))];
    if (product) {
      lines.push(factors(edge => mathMatrix(network.partials[edge], { isFactor: true })), mathMatrix(product));
    }
    const [first, ...rest] = lines;
    return math("math", { display: "block", class: "calculation" }, math("mtable", { class: "aligned", displaystyle: "true" },
      math("mtr", {}, math("mtd"), math("mtd", {}, first)),
      ...rest.map(line => math("mtr", {}, math("mtd", {}, sign("=")), math("mtd", {}, line)))));
  }
}

const isNumber = text => text === "NaN" || text === "Infinity" || text === "-Infinity";

/** A long list without its middle, for which null stands. */
const elided = (list, most = 6) => (list.length > most ? [...list.slice(0, 3), null, ...list.slice(-2)] : list);
