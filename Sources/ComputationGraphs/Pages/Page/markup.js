/** Elements made one by one. All text of a learner becomes a text node or an attribute that is only read out. */

const element = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);

const math = (tag, attributes = {}, ...children) =>
  filled(document.createElementNS("http://www.w3.org/1998/Math/MathML", tag), attributes, children);

const filled = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat());
  return node;
};

const find = id => document.getElementById(id);

/** A learner's name, which keeps its direction to itself. */
const nameElement = name => {
  const { base, sub } = nameParts(name);
  return element("bdi", { class: "name" }, base, ...(sub ? [element("sub", {}, sub)] : []));
};

const mathName = name => {
  const { base, sub } = nameParts(name);
  const letter = math("mi", {}, base);
  return sub ? math("msub", {}, letter, /^\d+$/.test(sub) ? math("mn", {}, sub) : math("mi", {}, sub)) : letter;
};

const sign = text => math("mo", {}, text);
const row = (...parts) => math("mrow", {}, ...parts);

/** A number or matrix; brackets around what begins with a minus, as a factor needs them. */
const mathMatrix = (matrix, { isFactor = false } = {}) => {
  const { rows, columns, elements } = matrix;
  if (elements.length === 1) {
    const text = math("mn", {}, short(elements[0]));
    return isFactor && elements[0] < 0 ? row(sign("("), text, sign(")")) : text;
  }
  if (elements.length === 0 || rows > 6 || columns > 6) return math("mtext", {}, `[${rows} × ${columns}]`);
  const lines = Array.from({ length: rows }, (_, r) =>
    math("mtr", {}, ...elements.slice(r * columns, (r + 1) * columns).map(e => math("mtd", {}, math("mn", {}, short(e))))));
  return row(sign("["), math("mtable", {}, ...lines), sign("]"));
};

/** ∂a/∂b, or da/db for what all ways together give. */
const derivative = (result, operand, d = "∂") =>
  math("mfrac", {}, row(math("mo", { form: "prefix", rspace: "0" }, d), result),
    row(math("mo", { form: "prefix", rspace: "0" }, d), operand));

/** Lines of a calculation, one below the other, with the equals signs in one column. */
const calculation = (left, ...rights) =>
  math("math", { display: "block", class: "calculation" }, math("mtable", { class: "aligned", displaystyle: "true" },
    ...rights.map((right, line) => math("mtr", {}, math("mtd", {}, ...(line === 0 ? [left] : [])),
      math("mtd", {}, sign("=")), math("mtd", {}, right)))));
