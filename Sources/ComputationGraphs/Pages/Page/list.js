/** A list of any length, of which only the rows in sight exist. One row is active; the arrow keys move it.
 *
 * A browser cannot scroll over millions of rows: beyond a height, the scroll bar tells the share of the list instead.
 */
class VirtualList {
  constructor(root, { rowHeight, render, choose }) {
    Object.assign(this, { root, rowHeight, render, choose, count: 0n, active: null, first: 0n });
    this.spacer = element("div", { class: "spacer", role: "presentation" });
    root.append(this.spacer);
    root.addEventListener("scroll", () => this.#scrolled());
    root.addEventListener("keydown", event => this.#key(event));
    root.addEventListener("click", event => {
      const row = event.target.closest("[data-index]");
      if (row) this.activate(BigInt(row.dataset.index));
    });
    new ResizeObserver(() => this.refresh()).observe(root);
  }

  setCount(count) {
    this.count = count;
    const height = count * BigInt(this.rowHeight);
    this.isScaled = height > tallest;
    this.spacer.style.height = `${this.isScaled ? tallest : height}px`;
    this.refresh();
  }

  /** How many rows are in sight, those seen in part included. */
  get inSight() {
    return BigInt(Math.ceil(this.root.clientHeight / this.rowHeight));
  }

  get #lastFirst() {
    const whole = BigInt(Math.max(1, Math.floor(this.root.clientHeight / this.rowHeight)));
    return this.count > whole ? this.count - whole : 0n;
  }

  refresh() {
    const top = this.isScaled ? this.root.scrollTop : Number(this.first) * this.rowHeight;
    const rows = [];
    for (let k = 0n; k <= this.inSight && this.first + k < this.count; k += 1n) {
      const index = this.first + k;
      const isActive = index === this.active;
      const row = element("div", {
        role: "option", id: `${this.root.id}-${index}`, "data-index": index, "aria-posinset": countable(index + 1n),
        "aria-setsize": countable(this.count), "aria-selected": String(isActive), class: isActive ? "row active" : "row",
      });
      row.style.top = `${top + Number(k) * this.rowHeight}px`;
      row.style.height = `${this.rowHeight}px`;
      this.render(row, index);
      rows.push(row);
    }
    this.spacer.replaceChildren(...rows);
    const isSeen = this.active !== null && this.active >= this.first && this.active <= this.first + this.inSight;
    if (isSeen) this.root.setAttribute("aria-activedescendant", `${this.root.id}-${this.active}`);
    else this.root.removeAttribute("aria-activedescendant");
  }

  #scrolled() {
    if (this.ignoredTop === this.root.scrollTop) return;
    this.ignoredTop = null;
    if (this.isScaled) {
      const share = this.root.scrollTop / (Number(tallest) - this.root.clientHeight);
      this.first = this.#lastFirst * BigInt(Math.round(Math.min(1, share) * 1e9)) / 1_000_000_000n;
    } else {
      this.first = BigInt(Math.floor(this.root.scrollTop / this.rowHeight));
    }
    this.refresh();
  }

  /** Brings a row into sight. */
  show(index) {
    const whole = BigInt(Math.max(1, Math.floor(this.root.clientHeight / this.rowHeight)));
    if (index < this.first) this.first = index;
    else if (index >= this.first + whole) this.first = index - whole + 1n;
    else return this.refresh();
    const share = this.#lastFirst > 0n ? Number(this.first * 1_000_000n / this.#lastFirst) / 1e6 : 0;
    this.root.scrollTop = this.isScaled
      ? share * (Number(tallest) - this.root.clientHeight) : Number(this.first) * this.rowHeight;
    this.ignoredTop = this.root.scrollTop;
    this.refresh();
  }

  activate(index) {
    this.active = index;
    this.show(index);
    this.choose(index);
  }

  deactivate() {
    this.active = null;
    this.refresh();
  }

  #key(event) {
    const page = this.inSight - 1n;
    const from = this.active ?? -1n;
    const moved = {
      ArrowDown: from + 1n, ArrowUp: from - 1n, PageDown: from + page, PageUp: from - page, Home: 0n,
      End: this.count - 1n, Enter: this.active ?? 0n, " ": this.active ?? 0n,
    }[event.key];
    if (moved === undefined || this.count === 0n || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.activate(moved < 0n ? 0n : moved >= this.count ? this.count - 1n : moved);
  }
}

/** In pixels; browsers stop between ten and thirty million. */
const tallest = 8_000_000n;

/** A number as ARIA takes it; -1 is one that is not known, and beyond 2⁵³ nobody would know it. */
const countable = count => (count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : -1);
