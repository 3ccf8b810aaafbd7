/** How lines look, and what they are drawn after: the greater the order, the later. */

/** A line that nothing happens on. */
const quietLook = ({ edges }, state, colours) => {
  if (edges.some(edge => state.hasFlowed(edge))) {
    return { order: 2, colour: colours.backward, width: state.flowWidth(edges), dash: [], isBackward: true };
  }
  const isKnown = edges.some(edge => state.hasValue(edge));
  return { order: isKnown ? 1 : 0, colour: isKnown ? colours.line : colours.faint, width: 1.3, dash: [], isBackward: false };
};

/** A line that is cut, on a path that is lit, at the moment, or under the pointer; told apart by width and dashes too. */
const lookInPlay = ({ edges }, state, colours) => {
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
};

/** What stands on a line and in which colour: what it carries, that it is cut, or to which step it leads. */
const lineLabel = (line, state, colours, isRoomy) => {
  const edge = line.edges.find(e => state.isOfCurrentStep(e)) ?? line.edges.find(e => state.isActive(e)) ?? line.edges[0];
  const isInPlay = line.edges.some(e => state.isActive(e) || state.isLit(e) || state.isHovered(e));
  const isCut = line.edges.some(e => state.isCut(e));
  const text = isCut ? "✕" : state.edgeText(edge, isInPlay);
  const note = line.note && text ? `${line.note}  ${text}` : line.note || text;
  if (!note || (!isInPlay && !isCut && !line.note && !isRoomy)) return null;
  const colour = isCut ? colours.cut : line.edges.some(e => state.isLit(e)) ? colours.lit
    : line.edges.some(e => state.hasFlowed(e)) ? colours.backward
      : line.edges.some(e => state.isActive(e)) ? colours.forward : colours.quiet;
  return { note, colour, isInPlay };
};

/** The ring around a node. */
const ringColour = (node, state, colours) => {
  if (node === null) return null;
  if (state.active === node) return state.isBackward ? colours.backward : colours.forward;
  if (state.isOnLitPath(node)) return colours.lit;
  return state.selected === node || state.hovered?.node === node ? colours.text : null;
};
