/** The drawing on its canvas: only what is seen, and text only where it can be read. */
class Scene {
  constructor(canvas, state) {
    Object.assign(this, { canvas, state, context: canvas.getContext("2d"), isWaiting: false });
    this.camera = new Camera(canvas, () => this.redraw());
    this.readColours();
    new ResizeObserver(() => this.#resize()).observe(canvas);
  }

  /** The colours of the style sheet, which knows of light and dark. */
  readColours() {
    const style = getComputedStyle(document.documentElement);
    this.colours = Object.fromEntries(
      ["page", "text", "quiet", "line", "faint", "forward", "backward", "lit", "cut", "leaf", "leaf-line", "constant",
        "constant-line", "operation", "operation-line", "intermediate", "intermediate-line", "output", "output-line"]
        .map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
    this.redraw();
  }

  /** Draws before the next frame, once, however much changes until then. */
  redraw() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      if (this.drawing) this.#draw();
    });
  }

  #resize() {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    const isFirst = !this.hasSize;
    Object.assign(this.canvas, { width: Math.round(clientWidth * ratio), height: Math.round(clientHeight * ratio) });
    this.hasSize = true;
    if (isFirst) this.fit();
    this.redraw();
  }

  show(drawing) {
    this.drawing = drawing;
    if (this.hasSize) this.fit();
  }

  /** Everything, or the beginning of what is too large to be read as a whole. */
  fit() {
    this.camera.fit(this.drawing.size, 0.5);
    this.reveal(this.state.active);
  }

  whole() {
    this.camera.fit(this.drawing.size);
  }

  /** Moves the camera so far that a node is seen. */
  reveal(node) {
    const item = node === null ? -1 : this.drawing.itemOf(node);
    if (item >= 0 && this.hasSize) this.camera.reveal(this.drawing.boxes[item].x, this.drawing.boxes[item].y);
  }

  #draw() {
    const { context, camera, drawing } = this;
    const ratio = this.canvas.width / this.canvas.clientWidth;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.colours.page;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    const scale = camera.scale * ratio;
    context.setTransform(scale, 0, 0, scale, this.canvas.width / 2 - camera.x * scale,
      this.canvas.height / 2 - camera.y * scale);
    const [left, top, right, bottom] = camera.window;
    const isSeen = ({ bounds }) => bounds[0] <= right && bounds[2] >= left && bounds[1] <= bottom && bounds[3] >= top;
    this.#drawLines(drawing.strokes.filter(isSeen), stroke => this.#quietLook(stroke));
    const inPlay = [...new Set(this.state.edgesInPlay.map(edge => drawing.lines[edge]))].filter(line => line && isSeen(line));
    this.#drawLines(inPlay, line => this.#look(line));
    for (const box of drawing.boxes) if (isSeen(box)) this.#drawBox(box);
    if (camera.scale <= 0.5) return;
    const isLabelSeen = ({ labelPlace: [x, y] }) => x >= left && x <= right && y >= top && y <= bottom;
    const others = camera.scale > 0.8 || drawing.isRolled ? drawing.allLines.filter(isSeen) : [];
    for (const line of new Set([...others, ...inPlay])) if (isLabelSeen(line)) this.#drawLabel(line);
  }

  /** Lines of one look are drawn in one stroke; the quiet ones first. */
  #drawLines(lines, lookOf) {
    const looks = new Map();
    for (const line of lines) {
      const look = lookOf(line);
      const key = `${look.order} ${look.colour} ${look.width} ${look.dash} ${look.isBackward}`;
      if (!looks.has(key)) looks.set(key, { ...look, lines: [] });
      looks.get(key).lines.push(line);
    }
    const { context } = this;
    for (const look of [...looks.values()].sort((a, b) => a.order - b.order)) {
      // However far away, a line is seen.
      context.lineWidth = Math.max(look.width, (look.order > 1 ? 1.5 : 0.7) / this.camera.scale);
      context.strokeStyle = context.fillStyle = look.colour;
      context.setLineDash(look.dash);
      context.beginPath();
      for (const line of look.lines) line.trace(context);
      context.stroke();
      context.setLineDash([]);
      if (this.camera.scale < 0.25) continue;
      context.beginPath();
      for (const line of look.lines) {
        if (look.isBackward ? line.isWhole : line.hasHead) this.#traceHead(line, look.isBackward, Math.max(1, look.width / 2));
      }
      context.fill();
    }
  }

  /** An arrow head at the end that the line flows to. */
  #traceHead(line, isBackward, size) {
    const [x, y, dx, dy] = isBackward ? line.first : line.last;
    const [length, half] = [8 * size ** 0.5, 3.6 * size ** 0.5];
    const [tipX, tipY] = isBackward ? [x, y] : [x + dx * line.shortening, y + dy * line.shortening];
    this.context.moveTo(tipX, tipY);
    this.context.lineTo(tipX - dx * length - dy * half, tipY - dy * length + dx * half);
    this.context.lineTo(tipX - dx * length + dy * half, tipY - dy * length - dx * half);
    this.context.closePath();
  }

  /** How a line looks that nothing happens on. */
  #quietLook({ edges }) {
    const { state, colours } = this;
    if (edges.some(edge => state.hasFlowed(edge))) {
      return { order: 2, colour: colours.backward, width: state.flowWidth(edges), dash: [], isBackward: true };
    }
    const isKnown = edges.some(edge => state.hasValue(edge));
    return { order: isKnown ? 1 : 0, colour: isKnown ? colours.line : colours.faint, width: 1.3, dash: [], isBackward: false };
  }

  #look({ edges }) {
    const { state, colours } = this;
    const [isHovered, isLit, isCut] = ["isHovered", "isLit", "isCut"].map(test => edges.some(edge => state[test](edge)));
    const dash = isCut ? [5, 4] : [];
    const isBackward = edges.some(edge => state.hasFlowed(edge));
    if (isLit) return { order: 4, colour: isCut ? colours.cut : colours.lit, width: 4, dash, isBackward };
    if (isCut) return { order: 3, colour: colours.cut, width: isHovered ? 3 : 1.8, dash, isBackward: false };
    if (edges.some(edge => state.isActive(edge))) {
      const colour = state.isBackward ? colours.backward : colours.forward;
      return { order: 5, colour, width: 3.2, dash, isBackward: state.isBackward };
    }
    return { order: 6, colour: colours.text, width: 3, dash, isBackward };
  }

  #drawBox(box) {
    const { context, colours, state } = this;
    const { node, x, y, width, height } = box.now(state);
    const { scale } = this.camera;
    const role = this.drawing.roleOf(box);
    const isKnown = node !== null && state.knows(node);
    const [left, top] = [x - width / 2, y - height / 2];
    const isLit = node !== null && state.isOnLitPath(node);
    context.globalAlpha = isKnown || isLit ? 1 : 0.4;
    context.fillStyle = colours[role];
    if (height * scale < 7) {
      context.fillStyle = isLit ? colours.lit : colours[`${role}-line`];
      const least = 2 / scale;
      context.fillRect(left, top, Math.max(width, least), Math.max(height, least));
      context.globalAlpha = 1;
      return;
    }
    const shape = (grown, radius) => {
      context.beginPath();
      context.roundRect(left - grown, top - grown, width + 2 * grown, height + 2 * grown, radius + grown);
    };
    const radius = role === "leaf" || role === "constant" ? 4 : Math.min(12, height / 2);
    if (box.isRepeated) {
      for (const shift of [8, 4]) {
        context.beginPath();
        context.roundRect(left + shift, top - shift, width, height, radius);
        context.fill();
        context.strokeStyle = colours[`${role}-line`];
        context.lineWidth = 0.8;
        context.stroke();
      }
    }
    shape(0, radius);
    context.globalAlpha = 1;
    context.fillStyle = colours.page;
    context.fill();
    context.globalAlpha = isKnown || isLit ? 1 : 0.4;
    context.fillStyle = colours[role];
    context.fill();
    context.strokeStyle = colours[`${role}-line`];
    context.lineWidth = role === "output" ? 2.4 : 1.3;
    context.setLineDash(role === "constant" ? [4, 3] : []);
    context.stroke();
    context.setLineDash([]);
    const ring = this.#ring(node);
    if (ring) {
      shape(3.5, radius);
      context.strokeStyle = ring;
      context.lineWidth = 2.6;
      context.stroke();
    }
    if (scale * 13 > 5) this.#drawText(box, node, isKnown, { x, top, width, height });
    context.globalAlpha = 1;
  }

  #ring(node) {
    const { state, colours } = this;
    if (node === null) return null;
    if (state.active === node) return state.isBackward ? colours.backward : colours.forward;
    if (state.isOnLitPath(node)) return colours.lit;
    return state.selected === node || state.hovered?.node === node ? colours.text : null;
  }

  #drawText(box, node, isKnown, { x, top, width, height }) {
    const { context, colours, state } = this;
    const value = isKnown ? state.graph.valueText(node) : "";
    const gradient = node !== null && state.hasGradient(node) ? state.gradientText(node) : "";
    const name = this.drawing.nameOf(box, state);
    const room = width - 8;
    context.textBaseline = "middle";
    context.textAlign = "center";
    if (name === null) {
      context.fillStyle = colours.text;
      context.font = numberFont;
      context.fillText(value, x, top + height / 2, room);
      return;
    }
    const lines = [name, value, gradient].filter((text, place) => place === 0 || text);
    const heights = [17, 15, 15].slice(0, lines.length);
    let y = top + (height - heights.reduce((sum, h) => sum + h, 0)) / 2;
    lines.forEach((line, place) => {
      y += heights[place] / 2;
      context.fillStyle = colours.text;
      if (place === 0) this.#drawName(line, x, y, room);
      else {
        const isGradient = place === lines.length - 1 && gradient !== "";
        context.font = isGradient ? boldNumberFont : numberFont;
        if (isGradient) context.fillStyle = colours.backward;
        context.fillText(isGradient ? `∂ ${line}` : line, x, y, room);
      }
      y += heights[place] / 2;
    });
  }

  /** A name with its index set lower. */
  #drawName(name, x, y, room) {
    const { context } = this;
    const { base, sub } = nameParts(name, 16);
    context.font = nameFont;
    const first = context.measureText(base).width;
    context.font = indexFont;
    const second = sub ? context.measureText(sub).width + 1 : 0;
    const squeeze = Math.min(1, room / (first + second));
    const left = x - (first + second) * squeeze / 2;
    context.textAlign = "left";
    context.font = nameFont;
    context.fillText(base, left, y, first * squeeze);
    context.font = indexFont;
    if (sub) context.fillText(sub, left + (first + 1) * squeeze, y + 4, second * squeeze);
    context.textAlign = "center";
  }

  /** What an edge carries, on a ground of its own; of edges that are not in play only where there is room. */
  #drawLabel(line) {
    const { context, colours, state, camera } = this;
    const edge = line.edges.find(e => state.isActive(e)) ?? line.edges.find(e => state.isLit(e)) ?? line.edges[0];
    const isInPlay = line.edges.some(e => state.isActive(e) || state.isLit(e) || state.isHovered(e));
    const isCut = line.edges.some(e => state.isCut(e));
    const text = isCut ? "✕" : state.edgeText(edge, isInPlay);
    const note = line.note ? (text ? `${line.note}  ${text}` : line.note) : text;
    if (!note || (!isInPlay && !isCut && !line.note && camera.scale < 0.8)) return;
    const [x, y] = line.labelPlace;
    context.font = isInPlay ? boldNumberFont : labelFont;
    const [width, height] = [context.measureText(note).width + 10, 17];
    context.globalAlpha = 0.92;
    context.fillStyle = colours.page;
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, 8);
    context.fill();
    context.globalAlpha = 1;
    const colour = isCut ? colours.cut : state.isLit(edge) ? colours.lit
      : state.hasFlowed(edge) ? colours.backward : state.isActive(edge) ? colours.forward : colours.quiet;
    if (isInPlay) {
      context.strokeStyle = colour;
      context.lineWidth = 1;
      context.stroke();
    }
    context.fillStyle = colour;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(note, x, y + 0.5);
  }

  /** What is at a place of the canvas: a node, an edge, or nothing. */
  at(canvasX, canvasY) {
    const [x, y] = this.camera.inDrawing(canvasX, canvasY);
    for (const box of this.drawing.boxes) {
      const { node, ...place } = box.now(this.state);
      if (Math.abs(x - place.x) <= place.width / 2 + 2 && Math.abs(y - place.y) <= place.height / 2 + 2) {
        return node === null ? null : { node };
      }
    }
    const reach = 7 / this.camera.scale;
    const [near] = this.drawing.allLines.map(line => ({ line, distance: line.distance(x, y, reach) }))
      .filter(({ distance }) => distance <= reach).sort((a, b) => a.distance - b.distance);
    return near ? { edges: near.line.edges } : null;
  }
}

const nameFont = "italic 600 15px 'STIX Two Text', 'Latin Modern Roman', Cambria, 'DejaVu Serif', Georgia, serif";
const indexFont = "600 10.5px 'STIX Two Text', Cambria, 'DejaVu Serif', Georgia, serif";
const numberFont = "12px system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
const boldNumberFont = "600 12px system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
const labelFont = "11px system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
