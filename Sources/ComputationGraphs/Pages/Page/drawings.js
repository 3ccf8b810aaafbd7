/** A line of a drawing: cubic curves and straight pieces, one after the other. */
class Line {
  /** `way` is x, y, and then for each piece 0, x, y or 1 and the six numbers of a cubic curve. */
  constructor(way, edges, { note = "", labelAt = "middle", hasHead = true, isWhole = true, shortening = 0 } = {}) {
    Object.assign(this, { way, edges, note, labelAt, hasHead, isWhole, shortening });
    const places = [[way[0], way[1]]];
    for (let k = 2; k < way.length; k += way[k] === 1 ? 7 : 3) {
      for (let c = k + 1; c < k + (way[k] === 1 ? 7 : 3); c += 2) places.push([way[c], way[c + 1]]);
    }
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    this.bounds = [Math.min(...xs) - 8, Math.min(...ys) - 8, Math.max(...xs) + 8, Math.max(...ys) + 8];
    this.first = ending(places[0], places.slice(1));
    this.last = ending(places.at(-1), places.slice(0, -1).reverse());
  }

  trace(context) {
    const { way } = this;
    context.moveTo(way[0], way[1]);
    for (let k = 2; k < way.length;) {
      if (way[k] === 1) {
        context.bezierCurveTo(way[k + 1], way[k + 2], way[k + 3], way[k + 4], way[k + 5], way[k + 6]);
        k += 7;
      } else {
        context.lineTo(way[k + 1], way[k + 2]);
        k += 3;
      }
    }
  }

  /** The line as short straight pieces; found when it is first asked for. */
  get points() {
    if (this.found) return this.found;
    const { way } = this;
    const points = [[way[0], way[1]]];
    for (let k = 2; k < way.length;) {
      const [x, y] = points.at(-1);
      if (way[k] === 1) {
        const [a, b, c, d, e, f] = way.slice(k + 1, k + 7);
        for (let part = 1; part <= 12; part += 1) {
          const [t, u] = [part / 12, 1 - part / 12];
          points.push([u ** 3 * x + 3 * u * u * t * a + 3 * u * t * t * c + t ** 3 * e,
            u ** 3 * y + 3 * u * u * t * b + 3 * u * t * t * d + t ** 3 * f]);
        }
        k += 7;
      } else {
        points.push([way[k + 1], way[k + 2]]);
        k += 3;
      }
    }
    this.found = points;
    return points;
  }

  distance(x, y, reach) {
    const [left, top, right, bottom] = this.bounds;
    if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) return Infinity;
    let least = Infinity;
    for (let k = 1; k < this.points.length; k += 1) {
      const [[ax, ay], [bx, by]] = [this.points[k - 1], this.points[k]];
      const length = (bx - ax) ** 2 + (by - ay) ** 2;
      const t = length ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
      least = Math.min(least, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
    }
    return least;
  }

  /** Where the label stands: in the middle, or near the end that the line shares with fewer others. */
  get labelPlace() {
    if (this.labelled) return this.labelled;
    const points = this.labelAt === "target" ? this.points.toReversed() : this.points;
    const lengths = points.slice(1).map(([x, y], k) => Math.hypot(x - points[k][0], y - points[k][1]));
    const whole = lengths.reduce((sum, length) => sum + length, 0);
    let rest = this.labelAt === "middle" ? whole / 2 : Math.min(whole / 2, 30);
    for (let k = 0; k < lengths.length; k += 1) {
      if (rest <= lengths[k]) {
        const t = lengths[k] ? rest / lengths[k] : 0;
        return this.labelled = [0, 1].map(axis => points[k][axis] + t * (points[k + 1][axis] - points[k][axis]));
      }
      rest -= lengths[k];
    }
    return this.labelled = points.at(-1);
  }
}

/** A line's end and the direction in which it arrives there. */
const ending = ([x, y], others) => {
  const [ox, oy] = others.find(([a, b]) => Math.hypot(a - x, b - y) > 0.1) ?? [x, y - 1];
  const length = Math.hypot(x - ox, y - oy);
  return [x, y, (x - ox) / length, (y - oy) / length];
};

/** A place for a node, which in a rolled drawing changes with the time step. */
class Box {
  constructor([x, y, width, height], members, isRepeated = false) {
    Object.assign(this, { x, y, width, height, members, isRepeated });
    this.bounds = [x - width / 2 - 12, y - height / 2 - 12, x + width / 2 + 12, y + height / 2 + 12];
  }

  now(state) {
    const node = this.members.length === 1 ? this.members[0] : state.memberNow(this.members);
    return { node, x: this.x, y: this.y, width: this.width, height: this.height };
  }
}

const boxes = (layout, members, repeated) =>
  members.map((list, k) => new Box(layout.boxes.slice(4 * k, 4 * k + 4), list, repeated?.[k]));

/** The way of each edge, also where it is the one stroke that the edge has. */
const wholeWays = ({ ways, strokes }) => {
  const ofEdge = new Map(strokes.edge.map((edge, k) => [edge, strokes.way[k]]));
  return ways.map((way, edge) => way ?? ofEdge.get(edge));
};

/** The whole network, each node for itself. */
class UnrolledDrawing {
  constructor(graph, layout) {
    const { source, target } = graph.edges;
    this.graph = graph;
    this.size = layout.size;
    this.boxes = boxes(layout, graph.name.map((_, node) => [node]));
    const { strokes } = layout;
    const [shortening] = layout.shortening;
    /** What is drawn when nothing happens: where edges share a line, that line once. */
    this.strokes = strokes.way.map((way, k) => {
      const edge = strokes.edge[k];
      return new Line(way, [edge], { hasHead: strokes.head[k] === 1, isWhole: layout.ways[edge] === null, shortening });
    });
    /** The whole way of each edge. */
    this.lines = wholeWays(layout).map((way, edge) => {
      const [leaving, arriving] = [graph.network.outOf[source[edge]].length, graph.network.into[target[edge]].length];
      const labelAt = leaving > 1 && graph.isGiven(source[edge]) ? "target" : arriving > 2 ? "source" : "middle";
      return new Line(way, [edge], { labelAt, shortening });
    });
    this.allLines = this.lines;
    this.columns = layout.columns.map((text, k) => ({ text, x: layout.columnPlaces[2 * k], y: layout.columnPlaces[2 * k + 1] }));
  }

  itemOf(node) { return node; }
  roleOf(box) { return this.graph.role[box.members[0]]; }
  nameOf(box) { return this.graph.name[box.members[0]]; }
}

/** The network rolled up: one cell, and loops for what goes on to a later step. */
class RolledDrawing {
  constructor(graph, rolled) {
    const { layout, members, repeated, source, target, delay } = rolled;
    Object.assign(this, { graph, rolled, isRolled: true, columns: [] });
    const loops = delay.filter((steps, k) => steps !== 0 || source[k] === target[k]).length;
    this.boxes = boxes(layout, members, repeated);
    this.size = [layout.size[0] + (loops ? 130 + 24 * loops : 0), layout.size[1]];
    this.groupOf = new Map(members.flatMap((list, group) => list.map(node => [node, group])));
    const edges = new Map();
    graph.edges.source.forEach((from, edge) => {
      const to = graph.edges.target[edge];
      const [a, b] = [this.groupOf.get(from), this.groupOf.get(to)];
      if (a === undefined || b === undefined) return;
      const steps = repeated[a] && repeated[b] ? graph.step[to] - graph.step[from] : 0;
      const key = `${a} ${b} ${steps}`;
      if (!edges.has(key)) edges.set(key, []);
      edges.get(key).push(edge);
    });
    const ways = wholeWays(layout);
    let [place, loop] = [0, 0];
    this.allLines = this.strokes = source.map((from, k) => {
      const of = edges.get(`${from} ${target[k]} ${delay[k]}`) ?? [];
      if (delay[k] === 0 && from !== target[k]) {
        place += 1;
        return new Line(ways[place - 1], of, { shortening: layout.shortening[0] });
      }
      loop += 1;
      const note = delay[k] === 0 ? "" : `t ${delay[k] > 0 ? "+" : "−"} ${Math.abs(delay[k])}`;
      const way = this.#loop(this.boxes[from], this.boxes[target[k]], loop);
      const line = new Line(way, of, { note });
      // Beside the outermost point of a small loop, three quarters of the way to its control points; else where it ends.
      line.labelled = from === target[k]
        ? [way[0] + 0.75 * (way[3] - way[0]) + 24, (way[1] + way[8]) / 2] : [way[7] + 54, way[8] - 11];
      return line;
    });
    /** For each edge the line that stands for it. */
    this.lines = [];
    for (const line of this.strokes) for (const edge of line.edges) this.lines[edge] = line;
  }

  /** Out at the right of one box and back into the right of the other, each loop wider than the last. */
  #loop(from, to, number) {
    const [start, end] = [from, to].map(box => box.x + box.width / 2 + (box.isRepeated ? 9 : 0));
    const far = Math.max(start, end) + 44 + 30 * number;
    const apart = from === to ? from.height / 4 : 0;
    const [y0, y1] = [from.y + apart, to.y - apart];
    const bow = from === to ? 16 : 0;
    return [start, y0, 1, far, y0 + bow, far, y1 - bow, end, y1];
  }

  itemOf(node) { return this.groupOf.get(node) ?? -1; }
  roleOf(box) { return this.graph.role[box.members.at(-1)]; }

  nameOf(box, state) {
    const { node } = box.now(state);
    return node === null ? this.graph.name[box.members[0]] : this.graph.name[node];
  }
}
