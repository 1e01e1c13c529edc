// What is done with kept creatures: crosses, the square between four, and sums.

import { Slots, element, tile } from "./tiles.js";

const MOST_CROSSED = 6; // rows and columns of the table
const FRAMES = 96; // around a square
const HINT = "Press a place, then a kept creature.";

export const PANELS = { Cross, Square, Sum };

function hint(text) {
  return element("p", { class: "hint" }, text);
}

function Cross({ engine, state, choose, root }) {
  const { model } = engine;
  const second = model.crossover[1];
  const names = model.num_ws > second ? ["shape", "middle", "surface"] : ["shape", "surface"];
  const slots = new Slots(model, names, show);
  const result = tile(model, () => choose(cross(...slots.filled)), "their cross");
  const table = element("table");
  slots.root.append(element("div", { class: "slot" }, result, "their cross"));
  root.replaceChildren(hint(HINT), slots.root, hint("All crosses of kept ones: shapes of the left, surfaces of the top."), table);

  // Of what a place that this model lacks would take, nothing is drawn.
  function cross(...parts) {
    return { kind: "mix", parts: parts.length === 3 ? parts : [parts[0], parts[1], parts[1]] };
  }

  // As `pokegan mix` crosses two: the middle is of the first where there is a surface for the second.
  const two = (one, other) => cross(one, names.length === 3 ? one : other, other);

  async function show() {
    await slots.show(engine, state.psi);
    if (slots.full) await engine.draw([cross(...slots.filled)], state.psi, (_, image) => result.show(image));
  }

  async function refresh() {
    const kept = state.kept.slice(0, MOST_CROSSED);
    const creatures = [];
    const tiles = [];
    const cell = (creature) => {
      const made = tile(model, () => choose(creature), "a cross");
      creatures.push(creature);
      tiles.push(made);
      return element("td", {}, made);
    };
    const rows = kept.map((row) =>
      element("tr", {}, cell(row), ...kept.map((column) => cell(two(row, column)))),
    );
    const head = element("tr", {}, element("td"), ...kept.map(cell));
    table.replaceChildren(...(kept.length > 1 ? [head, ...rows] : []));
    await engine.draw(kept.length > 1 ? creatures : [], state.psi, (i, image) => tiles[i].show(image));
    await show();
  }

  refresh();
  return { take: (creature) => slots.take(creature), refresh };
}

function Square({ engine, state, choose, root, paint, saveFilm }) {
  const { model } = engine;
  const slots = new Slots(model, ["top left", "top right", "below left", "below right"], show);
  const pad = element("canvas", { class: "pixels large", tabindex: 0, "aria-label": "the square between: drag, or use the arrow keys" });
  const play = element("button", {}, "Walk around");
  const film = element("button", {}, "Save walk as GIF");
  root.replaceChildren(hint(HINT), slots.root, hint("Drag in the picture, or use the arrow keys."), pad, element("div", { class: "controls" }, play, film));
  let at = [0.5, 0.5];
  let busy = false;
  let wanted = null;
  let walking = 0;

  const between = ([u, v]) => ({ kind: "square", parts: slots.filled, at: [u, v] });

  async function draw(place) {
    wanted = place;
    if (busy || !slots.full) return;
    busy = true;
    while (wanted) {
      const now = wanted;
      wanted = null;
      at = now;
      await engine.draw([between(now)], state.psi, (_, image) => paint(pad, image));
    }
    busy = false;
  }

  async function show() {
    play.disabled = film.disabled = !slots.full;
    await slots.show(engine, state.psi);
    await draw(at);
  }

  function around(share) {
    const side = Math.floor(share * 4) % 4;
    const t = share * 4 - Math.floor(share * 4);
    return [[t, 0], [1, t], [1 - t, 1], [0, 1 - t]][side];
  }

  async function frames() {
    const places = Array.from({ length: FRAMES }, (_, i) => around(i / FRAMES));
    const drawn = [];
    await engine.draw(places.map(between), state.psi, (i, image) => (drawn[i] = image));
    return drawn;
  }

  const point = (event) => {
    const box = pad.getBoundingClientRect();
    const share = (value, from, size) => Math.min(1, Math.max(0, (value - from) / size));
    draw([share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)]);
  };
  pad.addEventListener("pointerdown", (event) => {
    walking++;
    pad.setPointerCapture(event.pointerId);
    point(event);
  });
  pad.addEventListener("pointermove", (event) => event.buttons && point(event));
  pad.addEventListener("pointerup", () => slots.full && choose(between(at)));
  pad.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || !slots.full) return;
    event.preventDefault();
    const place = at.map((value, i) => Math.min(1, Math.max(0, value + step[i] / 10)));
    draw(place).then(() => choose(between(place)));
  });
  play.addEventListener("click", async () => {
    const number = ++walking;
    play.disabled = true;
    const drawn = await frames();
    play.disabled = false;
    const begun = performance.now();
    const step = (now) => {
      if (walking !== number) return;
      paint(pad, drawn[Math.floor((now - begun) / 42) % FRAMES]);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  film.addEventListener("click", async () => saveFilm(await frames(), "walk"));

  show();
  return {
    take: (creature) => slots.take(creature),
    refresh: show,
    close: () => walking++,
  };
}

function Sum({ engine, state, choose, root }) {
  const { model } = engine;
  const slots = new Slots(model, ["A", "less B", "plus C"], show);
  const result = tile(model, () => slots.full && choose(sum()), "A - B + C");
  slots.root.append(element("div", { class: "slot" }, result, "A − B + C"));
  root.replaceChildren(hint(`What sets A apart from B, added to C. ${HINT}`), slots.root);

  const sum = () => ({ kind: "sum", parts: slots.filled, weights: [1, -1, 1] });

  async function show() {
    await slots.show(engine, state.psi);
    if (slots.full) await engine.draw([sum()], state.psi, (_, image) => result.show(image));
  }

  show();
  return { take: (creature) => slots.take(creature), refresh: show };
}
