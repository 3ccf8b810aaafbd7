/** Puts everything together: the data, the drawing, the panels, and the keys. */
const data = JSON.parse(find("graph-data").textContent);
const graph = new Graph(data);
const state = new State(graph, what => changed(what));
const scene = new Scene(find("canvas"), state);
const unrolled = new UnrolledDrawing(graph, data.layout);
const rolled = data.rolled && new RolledDrawing(graph, data.rolled);
const formulaPanel = new FormulaPanel(state);
const cutPanel = new CutPanel(state);
const ledgerPanel = new LedgerPanel(state);
const valuesPanel = new ValuesPanel(state, node => scene.reveal(node));
const player = new Player(state.timeline, moment => state.goTo(moment), () => showPlayer());

const changed = what => {
  scene.redraw();
  if (what === "hover") return showTip();
  if (what === "moment") {
    scene.reveal(state.active);
    showMoment();
  }
  if (what === "cuts") cutPanel.update();
  if (what === "cuts" || what === "path") ledgerPanel.update();
  if (what !== "path") soon(valuesPanel);
  soon(formulaPanel);
  showTip();
};

/** Has a panel updated at once, or where much happens quickly, at most some ten times a second. */
const soon = panel => {
  if (waiting.has(panel)) return;
  const rest = Math.max(0, (updatedAt.get(panel) ?? 0) + 90 - performance.now());
  const update = () => {
    waiting.delete(panel);
    panel.update();
    updatedAt.set(panel, performance.now());
  };
  if (rest === 0) return update();
  waiting.add(panel);
  setTimeout(update, rest);
};
const [waiting, updatedAt] = [new Set(), new Map()];

const showMoment = () => {
  find("scrubber").value = state.moment;
  find("scrubber").setAttribute("aria-valuetext", formulaPanel.caption());
  find("place").textContent = state.timeline.text(state.moment);
  document.body.classList.toggle("backward", state.isBackward);
  // Read out what is stepped to, but not what runs past.
  if (!player.isPlaying || player.rate * player.speed < 2) find("live").textContent = formulaPanel.caption();
};

const showPlayer = () => {
  find("play").setAttribute("aria-label", player.isPlaying ? "Pause" : "Play");
  find("play").setAttribute("aria-pressed", String(player.isPlaying));
};

/** A step by hand ends the playing. */
const go = moment => {
  player.stop();
  state.goTo(moment);
};

/** The text at the pointer: a value with all its digits, or an edge with its partial derivative. */
const showTip = () => {
  const { hovered } = state;
  find("tip").hidden = !hovered;
  if (!hovered) return;
  const lines = hovered.edges ? edgeLines(hovered.edges[0]) : nodeLines(hovered.node);
  find("tip").replaceChildren(...lines.map(([label, text], k) => element("div", {},
    ...(label ? [element("span", { class: "hint" }, `${label} `)] : []), k === 0 ? element("strong", {}, text) : text)));
};

const nodeLines = node => [
  ["", graph.name[node] === null ? graph.operationOf(node) : (graph.names[node] ?? [graph.name[node]]).map(visible).join(" = ")],
  ["made by", `${graph.operationOf(node)}, ${graph.shapeText(node)}`],
  ...(state.knows(node) ? [["value", graph.valueText(node, exact, 16)]] : []),
  ...(state.hasGradient(node) ? [["gradient", state.gradientText(node, exact, 16)]] : []),
];

const edgeLines = edge => {
  const partial = graph.network.partials[edge];
  if (graph.edges.partial[edge] === null) {
    return [["", `${graph.text(graph.edges.source[edge])} → ${graph.text(graph.edges.target[edge])}`],
      ["", `not on a path from ${graph.text(graph.from)}`]];
  }
  const contribution = graph.network.hasNumbers && state.hasFlowed(edge) ? state.flow.contribution(edge) : null;
  return [
    ["", `${graph.edgeText(edge)}${partial ? ` = ${partial.text(exact)}` : ""}`],
    ...(contribution ? [["carries", contribution.text(exact)]] : []),
    ["", state.isCut(edge) ? "cut; click to join it" : "click to cut it"],
  ];
};

const showDrawing = isRolled => {
  find("unrolled").setAttribute("aria-pressed", String(!isRolled));
  find("rolled").setAttribute("aria-pressed", String(isRolled));
  scene.show(isRolled ? rolled : unrolled);
};

const showTab = name => {
  for (const tab of ["paths", "nodes"]) {
    find(`${tab}-tab`).setAttribute("aria-selected", String(tab === name));
    find(`${tab}-tab`).tabIndex = tab === name ? 0 : -1;
    find(`${tab}-panel`).hidden = tab !== name;
  }
  ledgerPanel.update();
  valuesPanel.update();
};

const keys = {
  ArrowRight: () => go(state.moment + 1), ArrowLeft: () => go(state.moment - 1), Home: () => go(0),
  End: () => go(state.timeline.last), " ": () => player.toggle(state.moment), "+": () => scene.camera.zoom(1.25),
  "-": () => scene.camera.zoom(0.8), 0: () => scene.fit(), Escape: () => state.light(null),
};

/** With shift, the arrow keys move the drawing. */
const directions = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

document.addEventListener("keydown", event => {
  const isTyping = event.target.matches("input:not([type=range]), select");
  const isPressing = event.target.matches("button") && (event.key === " " || event.key === "Enter");
  const isTab = event.target.matches("[role=tab]") && event.key.startsWith("Arrow");
  if (isTyping || isPressing || isTab || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = event.shiftKey && directions[event.key] ? () => scene.camera.pan(...directions[event.key]) : keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

const canvas = find("canvas");
canvas.addEventListener("pointermove", event => {
  if (scene.camera.pointers.size > 0 && !scene.camera.wasClick) return state.hover(null);
  const tip = find("tip");
  tip.style.left = `${Math.min(event.offsetX + 14, canvas.clientWidth - 240)}px`;
  tip.style.top = `${event.offsetY + 18}px`;
  state.hover(scene.at(event.offsetX, event.offsetY));
  canvas.style.cursor = state.hovered ? "pointer" : "grab";
});
canvas.addEventListener("pointerleave", () => state.hover(null));
canvas.addEventListener("click", event => {
  if (!scene.camera.wasClick) return;
  const thing = scene.at(event.offsetX, event.offsetY);
  if (thing?.edges) state.toggle(thing.edges);
  else state.select(thing?.node ?? null);
});

for (const [id, action] of Object.entries({
  play: () => player.toggle(state.moment), first: () => go(0), back: () => go(state.moment - 1),
  forward: () => go(state.moment + 1), last: () => go(state.timeline.last), closer: () => scene.camera.zoom(1.25),
  farther: () => scene.camera.zoom(0.8), fit: () => scene.whole(), unrolled: () => showDrawing(false),
  rolled: () => showDrawing(true), "paths-tab": () => showTab("paths"), "nodes-tab": () => showTab("nodes"),
  "unlight": () => state.light(null),
})) find(id).addEventListener("click", action);

for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("keydown", event => {
    if (!event.key.startsWith("Arrow")) return;
    const other = tab.id === "paths-tab" ? "nodes" : "paths";
    showTab(other);
    find(`${other}-tab`).focus();
  });
}

find("scrubber").max = state.timeline.last;
find("scrubber").style.setProperty("--turn", `${100 * state.timeline.forwardCount / state.timeline.last}%`);
find("scrubber").addEventListener("input", event => go(Number(event.target.value)));
find("speed").addEventListener("change", event => { player.speed = Number(event.target.value); });
find("theme").addEventListener("change", event => {
  document.documentElement.dataset.theme = event.target.value;
  scene.readColours();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => scene.readColours());
find("rolled").disabled = !rolled;

showDrawing(false);
cutPanel.update();
showTab("paths");
formulaPanel.update();
showMoment();
find("title").textContent = visible(graph.title);

// What tests and the console may look at.
globalThis.unrollPage = { graph, state, scene, player };
