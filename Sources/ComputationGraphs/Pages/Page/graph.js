/** The graph of the page's data: columns by node and by edge, and what is asked of them everywhere. */
class Graph {
  constructor(data) {
    const { nodes, edges } = data;
    const { name, names, role, step } = nodes;
    Object.assign(this, { title: data.title, from: data.from, to: data.to, name, names, role, step, edges });
    this.formulas = data.formulas;
    this.operation = nodes.operation.map(place => nodes.operations[place]);
    this.shape = nodes.shape.map(place => nodes.shapes[place]);
    this.size = this.shape.map(shape => shape.reduce((product, size) => product * size, 1));
    /** The elements of every value that is not too large for the page. */
    this.value = nodes.value.map(value => (value === null ? null : [value].flat().map(number)));
    this.count = name.length;
    this.edgesInto = name.map(() => []);
    edges.target.forEach((target, edge) => this.edgesInto[target].push(edge));
    this.network = new Network(edges, data.from, data.to, this.size);
    this.derivative = data.derivative && [data.derivative].flat().map(number);
  }

  /** Vectors as columns, so that a product of matrices can be read off. */
  matrix(node) {
    const [shape, value] = [this.shape[node], this.value[node]];
    if (value === null || shape.length > 2) return null;
    const columns = shape.length === 2 ? shape[1] : 1;
    return new Matrix(value.length / Math.max(1, columns), columns, value);
  }

  isGiven(node) {
    return this.operation[node] === "";
  }

  operationOf(node) {
    return this.operation[node] || (this.role[node] === "leaf" ? "leaf" : "constant");
  }

  /** A node in plain text: its name, or the number that nobody named. */
  text(node) {
    return this.name[node] === null ? this.valueText(node) : nameText(this.name[node]);
  }

  shapeText(node) {
    const shape = this.shape[node];
    return shape.length === 0 ? "a number" : shape.length === 1 ? `vector of ${shape[0]}` : shape.join(" × ");
  }

  valueText(node, write = short, most = 3) {
    const value = this.value[node];
    if (value === null) return this.shape[node].join(" × ");
    return listed(value, this.shape[node].length === 1 ? [value.length] : this.shape[node], write, most);
  }

  edgeText(edge) {
    return `∂${this.text(this.edges.target[edge])}/∂${this.text(this.edges.source[edge])}`;
  }

  /** The time steps that occur, ascending. */
  get steps() {
    return [...new Set(this.network.nodes.map(node => this.step[node]).filter(step => step !== null))].sort((a, b) => a - b);
  }

  /** The edges of the network into a time step: from earlier steps only, or from everywhere. */
  edgesIntoStep(step, onlyFromEarlier) {
    const { source, target, partial } = this.edges;
    return [...source.keys()].filter(edge => partial[edge] !== null && this.step[target[edge]] === step &&
      (onlyFromEarlier ? this.step[source[edge]] !== null && this.step[source[edge]] < step
        : this.step[source[edge]] !== step));
  }
}
