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
    // Of a colour that depends on the theme, only an element that has it tells which it is.
    const probe = document.body.appendChild(element("span", { hidden: true }));
    const resolved = name => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    this.colours = Object.fromEntries(
      ["page", "text", "quiet", "line", "faint", "forward", "backward", "lit", "cut", "leaf", "leaf-line", "constant",
        "constant-line", "operation", "operation-line", "intermediate", "intermediate-line", "output", "output-line"]
        .map(name => [name, resolved(name)]));
    probe.remove();
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
    this.camera.fit(this.drawing.size, { readable: true });
    this.reveal(this.state.active);
  }

  /** As much as can be told apart. */
  whole() {
    this.camera.fit(this.drawing.size, { least: 0.12 });
    this.reveal(this.state.active);
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
    this.#drawLines(drawing.strokes.filter(isSeen), stroke => quietLook(stroke, this.state, this.colours));
    const inPlay = [...new Set(this.state.edgesInPlay.map(edge => drawing.lines[edge]))].filter(line => line && isSeen(line));
    this.#drawLines(inPlay, line => lookInPlay(line, this.state, this.colours));
    const painter = new BoxPainter(context, this.state, this.colours);
    for (const box of drawing.boxes) if (isSeen(box)) painter.draw(box, drawing, camera.scale);
    if (camera.scale <= 0.3) return;
    context.font = labelFont;
    context.fillStyle = this.colours.quiet;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const { text, x, y } of drawing.columns) if (x >= left - 50 && x <= right + 50) context.fillText(text, x, y);
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

  /** What an edge carries, on a ground of its own; of edges that are not in play only where there is room. */
  #drawLabel(line) {
    const { context, colours, state, camera } = this;
    const label = lineLabel(line, state, colours, camera.scale >= 0.8);
    if (!label) return;
    const { note, colour, isInPlay } = label;
    const [x, y] = line.labelPlace;
    context.font = isInPlay ? boldNumberFont : labelFont;
    const [width, height] = [context.measureText(note).width + 10, 17];
    context.globalAlpha = 0.92;
    context.fillStyle = colours.page;
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, 8);
    context.fill();
    context.globalAlpha = 1;
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
