/** Numbers as the page reads, calculates and shows them: matrices of any size, of which most are one by one. */

/** What JSON cannot write stands in it as a string. */
const number = value => (typeof value === "string" ? Number(value) : value);

/** A number of full precision: the shortest text that reads back as the same. */
const exact = value => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  return String(value).replaceAll("-", "−");
};

/** A number to four digits, for a place where little room is. */
const short = (value, digits = 4) => {
  if (!Number.isFinite(value) || value === 0) return exact(value);
  const size = Math.abs(value);
  const text = size < 1e-4 || size >= 1e6 ? value.toExponential(digits - 2) : String(Number(value.toPrecision(digits)));
  return text.replace("e+", "e").replaceAll("-", "−");
};

/** A matrix of partial derivatives; a single number is one by one. */
class Matrix {
  constructor(rows, columns, elements) {
    Object.assign(this, { rows, columns, elements });
  }

  static read(value, rows, columns) {
    return new Matrix(rows, columns, Array.isArray(value) ? value.map(number) : [number(value)]);
  }

  static identity(size) {
    return new Matrix(size, size, Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 1 : 0)));
  }

  static zero(rows, columns) {
    return new Matrix(rows, columns, new Array(rows * columns).fill(0));
  }

  /** The chain rule: the factor nearer to the output stands on the left. */
  times(other) {
    if (this.elements.length === 1 && other.elements.length === 1) {
      return new Matrix(1, 1, [this.elements[0] * other.elements[0]]);
    }
    const product = Matrix.zero(this.rows, other.columns);
    for (let row = 0; row < this.rows; row += 1) {
      for (let inner = 0; inner < this.columns; inner += 1) {
        const factor = this.elements[row * this.columns + inner];
        for (let column = 0; column < other.columns; column += 1) {
          product.elements[row * other.columns + column] += factor * other.elements[inner * other.columns + column];
        }
      }
    }
    return product;
  }

  plus(other) {
    return new Matrix(this.rows, this.columns, this.elements.map((element, k) => element + other.elements[k]));
  }

  minus(other) {
    return new Matrix(this.rows, this.columns, this.elements.map((element, k) => element - other.elements[k]));
  }

  /** The Frobenius norm. */
  get size() {
    return Math.hypot(...this.elements);
  }

  /** In one line: a number, a few numbers, or how many there are. */
  text(write = short) {
    return listed(this.elements, this.rows === 1 ? [this.columns] : [this.rows, this.columns], write);
  }
}

/** Elements of a tensor in one line; of many only the shape. */
const listed = (elements, shape, write = short, most = 4) => {
  if (elements.length === 1) return write(elements[0]);
  if (elements.length > most || elements.length === 0) return shape.join(" × ");
  const columns = shape.at(-1);
  const rows = [];
  for (let start = 0; start < elements.length; start += columns) {
    rows.push(elements.slice(start, start + columns).map(element => write(element, 3)).join(" "));
  }
  return `[${rows.join("; ")}]`;
};

/** A count with its thousands apart; of very many only about how many. */
const counted = count => {
  const digits = count.toString();
  if (digits.length > 24) return `${digits[0]}.${digits.slice(1, 3)} · 10^${digits.length - 1}`;
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
};
