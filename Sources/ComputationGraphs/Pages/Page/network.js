/** The part of the graph between the parameter and the output, and every sum over its paths.
 *
 * Paths are counted by dynamic programming, so that the k-th path is found without listing those before it, and the sum
 * of all before it too: a ledger of any length costs what is looked at. Order: as the program computed, from the output
 * through each operation's first operand first.
 */
class Network {
  /** `sizes` are the numbers of elements of the nodes; an edge without a partial derivative is on no path. */
  constructor(edges, from, to, sizes) {
    Object.assign(this, { edges, from, to, sizes });
    this.into = sizes.map(() => []);
    this.outOf = sizes.map(() => []);
    this.partials = edges.partial.map((partial, edge) => {
      const [source, target] = [edges.source[edge], edges.target[edge]];
      if (partial === null) return null;
      this.into[target].push(edge);
      this.outOf[source].push(edge);
      return partial === true ? null : Matrix.read(partial, sizes[target], sizes[source]);
    });
    /** Whether the partials are numbers here, or were too many to be written into the page. */
    this.hasNumbers = edges.partial.every(partial => partial !== true);
    /** The nodes on paths, operands first. */
    this.nodes = sizes.map((_, node) => node).filter(n => n === from || n === to || this.into[n].length > 0);
    [this.counts, this.starts] = this.#counted(new Set());
  }

  /** The number of all paths. */
  get count() {
    return this.counts[this.to];
  }

  /** The number of paths on which no edge is cut. */
  countWithout(cuts) {
    return cuts.size === 0 ? this.count : this.#counted(cuts)[0][this.to];
  }

  /** For every node the paths to it, and for every edge into it those that come before. */
  #counted(cuts) {
    const counts = this.sizes.map(() => 0n);
    const starts = this.sizes.map(() => []);
    counts[this.from] = 1n;
    for (const node of this.nodes) {
      for (const edge of this.into[node]) {
        starts[node].push(counts[node]);
        if (!cuts.has(edge)) counts[node] += counts[this.edges.source[edge]];
      }
    }
    return [counts, starts];
  }

  /** The edges of the path of this number, from the output to the parameter. */
  path(number) {
    const edges = [];
    let rest = number;
    for (let node = this.to; node !== this.from; node = this.edges.source[edges.at(-1)]) {
      const starts = this.starts[node];
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= rest) low = middle;
        else high = middle - 1;
      }
      rest -= starts[low];
      edges.push(this.into[node][low]);
    }
    return edges;
  }

  /** The nodes of a path from the parameter to the output. */
  nodesOf(path) {
    return [...path.map(edge => this.edges.source[edge]).reverse(), this.to];
  }
}

/** What flows through a network from which some edges are cut. */
class Flow {
  constructor(network, cuts) {
    Object.assign(this, { network, cuts });
    this.count = network.countWithout(cuts);
    if (!network.hasNumbers) return;
    const { sizes, from, to, edges, partials } = network;
    /** ∂output/∂node for each node: what back-propagation carries. */
    this.cotangents = sizes.map(() => null);
    this.cotangents[to] = Matrix.identity(sizes[to]);
    for (const node of network.nodes.toReversed()) {
      for (const edge of network.into[node]) {
        const part = this.contribution(edge);
        const source = edges.source[edge];
        if (part) this.cotangents[source] = this.cotangents[source]?.plus(part) ?? part;
      }
    }
    /** ∂node/∂parameter for each node, and how much of it comes by the edges before each edge. */
    this.tangents = sizes.map(() => null);
    this.tangents[from] = Matrix.identity(sizes[from]);
    this.before = sizes.map(() => []);
    for (const node of network.nodes) {
      for (const edge of network.into[node]) {
        this.before[node].push(this.tangents[node]);
        const tangent = cuts.has(edge) ? null : this.tangents[edges.source[edge]];
        const part = tangent && partials[edge].times(tangent);
        if (part) this.tangents[node] = this.tangents[node]?.plus(part) ?? part;
      }
    }
    this.derivative = this.cotangents[from] ?? this.zero;
  }

  get zero() {
    return Matrix.zero(this.network.sizes[this.network.to], this.network.sizes[this.network.from]);
  }

  /** What comes to the start of an edge through it, or null: nothing comes over what is cut, or on no path. */
  contribution(edge) {
    const partial = this.cuts.has(edge) ? null : this.network.partials[edge];
    return partial && (this.cotangents[this.network.edges.target[edge]]?.times(partial) ?? null);
  }

  /** A row of the ledger: a path, its product, and the sum of the products so far. */
  row(number) {
    const { network } = this;
    const path = network.path(number);
    const isCut = path.some(edge => this.cuts.has(edge));
    if (!network.hasNumbers) return { path, isCut };
    // The product of the whole path, and that which is left when cuts are heeded.
    let whole = Matrix.identity(network.sizes[network.to]);
    let [product, sum] = [whole, this.zero];
    for (const edge of path) {
      const node = network.edges.target[edge];
      const before = product && this.before[node][network.into[node].indexOf(edge)];
      if (before) sum = sum.plus(product.times(before));
      whole = whole.times(network.partials[edge]);
      product = product && !this.cuts.has(edge) ? product.times(network.partials[edge]) : null;
    }
    return { path, isCut, product: whole, sum: product ? sum.plus(product) : sum };
  }
}
