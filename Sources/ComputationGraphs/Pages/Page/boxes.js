/** Draws nodes: their shape by their role, and in them name, value and gradient. */
class BoxPainter {
  constructor(context, state, colours) {
    Object.assign(this, { context, state, colours });
  }

  /** Draws a box of a drawing at a zoom: from far away only its colour. */
  draw(box, drawing, scale) {
    const { context, colours, state } = this;
    const { node, x, y, width, height } = box.now(state);
    const role = drawing.roleOf(box);
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
    const ring = ringColour(node, state, colours);
    if (ring) {
      shape(3.5, radius);
      context.strokeStyle = ring;
      context.lineWidth = 2.6;
      context.stroke();
    }
    if (scale * 13 > 5) this.#drawText(drawing.nameOf(box, state), node, isKnown, { x, top, width, height });
    context.globalAlpha = 1;
  }

  #drawText(name, node, isKnown, { x, top, width, height }) {
    const { context, colours, state } = this;
    const value = isKnown ? state.graph.valueText(node) : "";
    const gradient = node !== null && state.hasGradient(node) ? state.gradientText(node) : "";
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
}

const nameFont = "italic 600 15px 'STIX Two Text', 'Latin Modern Roman', Cambria, 'DejaVu Serif', Georgia, serif";
const indexFont = "600 10.5px 'STIX Two Text', Cambria, 'DejaVu Serif', Georgia, serif";
const numberFont = "12px system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
const boldNumberFont = "600 12px system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
const labelFont = "11px system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
