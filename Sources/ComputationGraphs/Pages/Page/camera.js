/** Which part of the drawing is seen: moved by the pointer, the wheel, two fingers, or to what happens. */
class Camera {
  constructor(canvas, changed) {
    Object.assign(this, { canvas, changed, x: 0, y: 0, scale: 1 });
    this.pointers = new Map();
    canvas.addEventListener("wheel", event => this.#wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", event => this.#down(event));
    canvas.addEventListener("pointermove", event => this.#move(event));
    for (const type of ["pointerup", "pointercancel"]) canvas.addEventListener(type, event => this.#up(event));
  }

  get width() { return this.canvas.clientWidth; }
  get height() { return this.canvas.clientHeight; }

  /** From pixels of the canvas to those of the drawing. */
  inDrawing(x, y) {
    return [this.x + (x - this.width / 2) / this.scale, this.y + (y - this.height / 2) / this.scale];
  }

  onCanvas(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  /** The part that is seen: left, top, right, bottom. */
  get window() {
    return [...this.inDrawing(0, 0), ...this.inDrawing(this.width, this.height)];
  }

  /** Shows a drawing of this size whole; where that would be smaller than `least`, or than can be read if it has to be
   * `readable`, its beginning. */
  fit(size, { readable = false, least = 0 } = {}) {
    const margin = 16;
    const [width, height] = size;
    this.size = size;
    const top = barHeight + margin;
    const room = [this.width - 2 * margin, this.height - top - margin];
    const whole = Math.min(1.5, room[0] / width, room[1] / height);
    this.scale = readable && whole < 0.42 ? 0.9 : Math.max(least, whole);
    const middle = (length, place) => (length * this.scale <= room[place] ? length / 2 : room[place] / 2 / this.scale);
    this.x = middle(width, 0);
    this.y = middle(height, 1) - (top - margin) / 2 / this.scale;
    this.changed();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const [fixedX, fixedY] = this.inDrawing(x, y);
    const whole = Math.min(this.width / this.size[0], this.height / this.size[1]);
    this.scale = Math.min(4, Math.max(Math.min(0.5 * whole, 0.3), this.scale * factor));
    this.x = fixedX - (x - this.width / 2) / this.scale;
    this.y = fixedY - (y - this.height / 2) / this.scale;
    this.changed();
  }

  pan(x, y) {
    this.x -= x / this.scale;
    this.y -= y / this.scale;
    this.changed();
  }

  /** Moves only as far as it must for a point to be seen well. */
  reveal(x, y, room = 90) {
    const [left, top] = this.onCanvas(x, y);
    const [marginX, marginY] = [Math.min(room, this.width / 3), Math.min(room / 2, this.height / 3)];
    // What is in sight already stays where it is.
    const over = (place, first, last, edge) =>
      (place > first - edge && place < last + edge ? 0 : Math.min(0, place - first) + Math.max(0, place - last));
    this.x += over(left, marginX, this.width - marginX, marginX * 0.6) / this.scale;
    this.y += over(top, marginY + barHeight, this.height - marginY, marginY * 0.6) / this.scale;
    this.changed();
  }

  /** In a notebook the wheel goes on scrolling the notebook, until the drawing was clicked. */
  #wheel(event) {
    const isOurs = event.ctrlKey || window.top === window || document.activeElement === this.canvas;
    if (!isOurs) return;
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.pan(-event.deltaX - event.deltaY, 0);
    else this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
  }

  #down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    if (this.pointers.size === 1) this.dragged = 0;
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = [event.offsetX, event.offsetY];
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    this.pointers.set(event.pointerId, now);
    this.dragged += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (others.length === 0) return this.pan(now[0] - before[0], now[1] - before[1]);
    const [x, y] = others[0];
    const apart = place => Math.max(1, Math.hypot(place[0] - x, place[1] - y));
    this.zoom(apart(now) / apart(before), (x + now[0]) / 2, (y + now[1]) / 2);
  }

  #up(event) {
    this.pointers.delete(event.pointerId);
  }

  /** Whether the last press was a click and not the start of a drag. */
  get wasClick() {
    return this.dragged < 5;
  }
}

/** What the buttons take of the canvas at its top. */
const barHeight = 36;
