// What is done with kept creatures: crosses, the square between four, and sums.

import { inSquare, write } from "./creatures.js";
import { Slots, element, tile } from "./tiles.js";

const MOST_CROSSED = 6; // rows and columns of the table
const FRAMES = 96; // around a square
const FRAME_MS = 42;
const HINT = "Press a place, then a kept creature.";

export const PANELS = { Cross, Square, Sum };

function hint(text) {
  return element("p", { class: "hint" }, text);
}

function Cross({ engine, state, choose, root }) {
  const { model } = engine;
  const second = model.crossover[1];
  const names = model.layers > second ? ["shape", "middle", "surface"] : ["shape", "surface"];
  const slots = new Slots(model, names, show);
  const result = tile(model, () => slots.full && choose(cross(...slots.filled)), "their cross");
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
      const made = tile(model, () => choose(creature), write(creature));
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
  const pad = element("canvas", { class: "pixels large drag", tabindex: 0, role: "img" });
  const play = element("button", {}, "Walk around");
  const film = element("button", {}, "Save walk as GIF");
  const buttons = element("div", { class: "controls" }, play, film);
  root.replaceChildren(hint(HINT), slots.root, hint("Drag in the picture, or use the arrow keys."), pad, buttons);
  let at = [0.5, 0.5]; // where the last key or finger was
  let drawing = false;
  let again = false;
  let walk = 0; // the number of the walk that is shown, 0 for none
  let walks = 0;

  const between = (place) => inSquare(slots.filled, place);

  // Draws the last place; what was passed meanwhile is left out.
  async function draw() {
    stop();
    again = true;
    if (drawing || !slots.full) return;
    drawing = true;
    try {
      while (again) {
        again = false;
        const [u, v] = at.map((value) => Math.round(100 * value));
        pad.setAttribute("aria-label", `the square between, ${u} % to the right, ${v} % down`);
        await engine.draw([between(at)], state.psi, (_, image) => paint(pad, image));
      }
    } finally {
      drawing = false;
    }
  }

  function stop() {
    walk = 0;
    play.textContent = "Walk around";
  }

  async function show() {
    play.disabled = film.disabled = !slots.full;
    await slots.show(engine, state.psi);
    await draw();
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

  const within = (value) => Math.min(1, Math.max(0, value));
  const point = (event) => {
    const box = pad.getBoundingClientRect();
    at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(within);
    draw();
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    point(event);
  });
  pad.addEventListener("pointermove", (event) => event.buttons && point(event));
  pad.addEventListener("pointerup", () => slots.full && choose(between(at)));
  pad.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || !slots.full) return;
    event.preventDefault();
    at = at.map((value, i) => within(value + step[i] / 10));
    draw();
    choose(between(at));
  });
  play.addEventListener("click", async () => {
    if (walk) return stop();
    const number = ++walks;
    walk = number;
    play.textContent = "Stop";
    const drawn = await frames();
    let begun;
    const step = (now) => {
      if (walk !== number) return;
      begun ??= now;
      paint(pad, drawn[Math.floor((now - begun) / FRAME_MS) % FRAMES]);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  film.addEventListener("click", async () => saveFilm(await frames(), "walk", FRAME_MS));

  show();
  return { take: (creature) => slots.take(creature), refresh: show, close: stop };
}

function Sum({ engine, state, choose, root }) {
  const { model } = engine;
  const slots = new Slots(model, ["A", "less B", "plus C"], show);
  const result = tile(model, () => slots.full && choose(sum()), "A - B + C");
  slots.root.append(element("div", { class: "slot" }, result, "A − B + C"));
  root.replaceChildren(hint(`What sets A apart from B, added to C. ${HINT}`), slots.root);

  const sum = () => ({ kind: "sum", parts: [...slots.filled], weights: [1, -1, 1] });

  async function show() {
    await slots.show(engine, state.psi);
    if (slots.full) await engine.draw([sum()], state.psi, (_, image) => result.show(image));
  }

  show();
  return { take: (creature) => slots.take(creature), refresh: show };
}
