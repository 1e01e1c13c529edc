// The page: a field of creatures, the chosen one, those that are kept, and what is done with them.

import { Engine } from "./client.js";
import { ofSeed, read, write } from "./creatures.js";
import { download, fileName, gif, png, recipeOf } from "./files.js";
import { PANELS } from "./panels.js";
import { element, mark, tile } from "./tiles.js";

const TOO_FAR = 3; // levels of 255 from pokegan's own pictures
const SLOW_MS = 2500; // for a field, from which on a graphics card is tried
const MOST_SEED = 1_000_000_000;
const MOST_DIALS = 12;

const $ = (id) => document.getElementById(id);
const state = {
  psi: 0.7,
  first: 0, // seed of the field
  field: [],
  chosen: null,
  drawn: null, // what the large picture shows: { creature, psi, image }
  kept: [],
  panel: null,
  redrawn: 0, // how often the field was begun
  trouble: false, // whether opening the page told of some
};
let engine;

async function unpacked(id) {
  const bytes = Uint8Array.from(atob($(id).textContent), (c) => c.charCodeAt(0));
  $(id).remove();
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

function say(text, trouble = false) {
  const opening = !document.body.dataset.ready;
  if (opening && state.trouble && !trouble) return; // what went wrong stays to be read
  state.trouble = trouble;
  $("state").textContent = text;
  $("state").classList.toggle("trouble", trouble);
}

// Whether a real graphics card stands behind WebGL, and not a processor that plays one.
function hasCard() {
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  const names = context?.getExtension("WEBGL_debug_renderer_info");
  const card = names && context.getParameter(names.UNMASKED_RENDERER_WEBGL);
  return Boolean(card) && !/swiftshader|llvmpipe|software|basic render/i.test(card);
}

async function open() {
  const model = JSON.parse($("model").textContent);
  const [code, wasm, weights] = await Promise.all(["engine", "wasm", "weights"].map(unpacked));
  engine = new Engine(model, { engine: code, wasm, weights });
  state.psi = model.default_psi;
  if (matchMedia("(max-width: 820px)").matches) {
    $("count").value = "36";
    $("change").open = false;
  }
  fillAbout(model);
  makeSliders(model);
  say("starting");
  await engine.open("wasm");
  const named = fromAddress();
  $("psi").value = state.psi;
  const begun = performance.now();
  await showField(Math.floor(Math.random() * MOST_SEED));
  const took = performance.now() - begun;
  await choose(named ?? state.field[0]);
  await check(took);
  wire();
  $("main").inert = false;
  document.body.dataset.field = Math.round(took);
  document.body.dataset.ready = engine.backend;
}

// Compares with pokegan's own pictures; where the processor is slow, tries a graphics card.
async function check(took) {
  if (took > SLOW_MS && hasCard()) {
    try {
      await engine.open("webgl");
      const off = await engine.difference();
      if (off <= TOO_FAR) return say(`draws on the graphics card, ${off} of 255 levels from pokegan`);
    } catch {
      // what a card cannot do, the processor can
    }
    await engine.open("wasm");
  }
  const off = await engine.difference();
  document.body.dataset.off = off;
  if (off <= TOO_FAR) say(`draws as pokegan does, to ${off} of 255 levels`);
  else say(`Warning: pictures differ from pokegan's by up to ${off} of 255 levels here.`, true);
}

// The creature of the address, and its psi as the page's; null without one.
function fromAddress() {
  if (location.hash.length < 2) return null;
  try {
    const [, name, , psi] = /^([^@]*)(@(-?\d(?:\.\d{1,6})?))?$/.exec(decodeURIComponent(location.hash.slice(1)));
    const creature = read(name, engine.model);
    if (psi !== undefined) {
      if (Math.abs(psi) > 2) throw new Error("psi");
      state.psi = Number(psi);
      $("psi").value = state.psi;
    }
    return creature;
  } catch {
    say("This address names no creature of this model.", true);
    return null;
  }
}

let addressing;
function setAddress(text) {
  clearTimeout(addressing); // browsers take only so many new addresses a minute
  addressing = setTimeout(() => {
    const address = new URL(location.href);
    address.hash = text;
    try {
      history.replaceState(null, "", address);
    } catch {
      // then the address is that of an earlier creature
    }
  }, 300);
}

// A field of creatures from a seed on.
async function showField(first) {
  state.first = first;
  $("seed").value = first;
  state.field = Array.from({ length: Number($("count").value) }, (_, i) => ofSeed(first + i));
  const tiles = state.field.map((creature) =>
    tile(engine.model, () => choose(creature), `creature ${creature.seed}`),
  );
  $("field").replaceChildren(...tiles);
  await redraw();
  document.body.dataset.first = first;
}

async function redraw() {
  const number = ++state.redrawn;
  const tiles = $("field").children;
  $("psi-value").textContent = state.psi.toFixed(2);
  await engine.draw(
    state.field,
    state.psi,
    (i, image) => tiles[i].show(image),
    () => state.redrawn !== number,
  );
}

async function choose(creature) {
  const text = write(creature);
  const { psi } = state;
  state.chosen = creature;
  $("save").disabled = true;
  $("called").textContent = creature.kind === "seed" ? `seed ${text}` : text;
  for (const [i, one] of state.field.entries()) mark($("field").children[i], write(one) === text);
  setAddress(`${text}@${psi}`);
  await engine.draw([creature], psi, (_, image) => {
    if (state.chosen !== creature || state.psi !== psi) return;
    state.drawn = { creature, psi, image };
    paint($("chosen"), image);
    $("save").disabled = false;
    setSliders(creature);
    document.body.dataset.shown = `${text}@${psi}`;
  });
}

function paint(canvas, image) {
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

async function keep(creature) {
  if (state.kept.some((one) => write(one) === write(creature))) return;
  state.kept.push(creature);
  await showKept();
}

async function showKept() {
  $("kept-hint").hidden = state.kept.length > 0;
  $("clear").hidden = state.kept.length === 0;
  const tiles = state.kept.map((creature) => {
    const pressed = () => {
      state.panel?.take(creature);
      choose(creature);
    };
    return tile(engine.model, pressed, `kept creature ${write(creature)}`);
  });
  $("kept").replaceChildren(...tiles);
  await engine.draw(state.kept, state.psi, (i, image) => tiles[i].show(image));
  await state.panel?.refresh?.();
}

// Sliders: along directions, and of single numbers where the family's mean something.
function makeSliders(model) {
  const moves = model.directions.map(({ name }) => ["moves", name, name, [-3, 3]]);
  const count = model.dial ? Math.min(model.w_dim, MOST_DIALS) : 0;
  const numbers = Array.from({ length: count }, (_, i) => ["numbers", String(i), `number ${i}`, model.dial]);
  const rows = [...numbers, ...moves].map(([kind, name, label, [min, max]]) => {
    const input = element("input", { type: "range", min, max, step: 0.1, value: 0, name, "data-kind": kind });
    input.addEventListener("input", () => slide(kind, name, Number(input.value)));
    input.setAttribute("aria-label", label);
    return element("div", { class: "slider" }, label, input, element("output", {}, "0.0"));
  });
  $("sliders").replaceChildren(...rows);
}

// A creature as what sliders changed, and by how much: moves of numbers of a base.
function unwrapped(creature) {
  const [outer, moves] = creature.kind === "edit" ? [creature.parts[0], creature.moves] : [creature, {}];
  const [base, numbers] = outer.kind === "dial" ? [outer.parts[0], outer.numbers] : [outer, {}];
  return { base, moves, numbers };
}

function slide(kind, name, value) {
  const parts = unwrapped(state.chosen);
  const values = { ...parts[kind], [name]: value };
  if (kind === "moves" && value === 0) delete values[name];
  const { base, numbers, moves } = { ...parts, [kind]: values };
  let made = base;
  if (Object.keys(numbers).length) made = { kind: "dial", parts: [made], numbers };
  if (Object.keys(moves).length) made = { kind: "edit", parts: [made], moves };
  return choose(made);
}

function setSliders(creature) {
  const { base, moves, numbers } = unwrapped(creature);
  const own = engine.model.dial && engine.knows(base) ? engine.styles(base, state.psi) : [];
  for (const row of $("sliders").children) {
    const input = row.querySelector("input");
    const { name } = input;
    const value = input.dataset.kind === "moves" ? (moves[name] ?? 0) : (numbers[name] ?? own[name] ?? 0);
    if (document.activeElement !== input) input.value = value;
    row.querySelector("output").textContent = Number(value).toFixed(1);
  }
}

function fillAbout(model) {
  const rows = Object.entries(model.told).flatMap(([key, value]) => [
    element("dt", {}, key),
    element("dd", {}, String(value)),
  ]);
  $("about").replaceChildren(...rows);
}

function showPanel(name) {
  state.panel?.close?.();
  for (const button of $("tabs").children) {
    button.setAttribute("aria-pressed", String(button.dataset.name === name));
  }
  state.panel = PANELS[name]({ engine, state, choose, root: $("panel"), paint, saveFilm });
}

function saveFilm(frames, name, delay) {
  const scale = Math.max(1, Math.floor(256 / engine.model.resolution));
  download(gif(frames, delay, scale), `pokegan-${name}.gif`);
}

async function showAll() {
  await redraw();
  await choose(state.chosen);
  await showKept();
}

function wire() {
  let pending;
  $("psi").addEventListener("input", () => {
    state.psi = Number($("psi").value);
    $("psi-value").textContent = state.psi.toFixed(2);
    $("save").disabled = true;
    clearTimeout(pending);
    pending = setTimeout(showAll, 60);
  });
  const again = async (first) => {
    const { chosen } = state;
    await showField(first);
    if (state.chosen === chosen) await choose(state.field[0]);
  };
  $("new").addEventListener("click", () => again(Math.floor(Math.random() * MOST_SEED)));
  $("count").addEventListener("change", () => again(state.first));
  $("seed").addEventListener("change", () => {
    const text = $("seed").value.trim();
    if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text) + 100)) {
      say("");
      again(Number(text));
    } else say("A seed is a number such as 7.", true);
  });
  $("keep").addEventListener("click", () => keep(state.chosen));
  $("clear").addEventListener("click", () => {
    state.kept = [];
    showKept();
  });
  $("save").addEventListener("click", async () => {
    const { drawn } = state;
    const picture = await png(drawn.image, engine.model.channels, recipeOf(drawn, engine));
    download(picture, `${fileName(drawn)}.png`);
  });
  $("copy").addEventListener("click", async () => {
    const address = new URL(location.href);
    address.hash = `${write(state.chosen)}@${state.psi}`;
    try {
      await navigator.clipboard.writeText(address.href);
      say("The address is copied.");
    } catch {
      say(`The address ends with ${address.hash}`);
    }
  });
  addEventListener("hashchange", () => {
    const psi = state.psi;
    const named = fromAddress();
    if (!named) return;
    state.chosen = named;
    if (state.psi === psi) choose(named);
    else showAll();
  });
  const usable = Object.keys(PANELS).filter((name) => name !== "Cross" || engine.model.num_ws > 1);
  const buttons = usable.map((name) => {
    const button = element("button", { "data-name": name }, name);
    button.addEventListener("click", () => showPanel(name));
    return button;
  });
  $("tabs").replaceChildren(...buttons);
  showPanel(usable[0]);
}

addEventListener("unhandledrejection", (event) => say(`That failed: ${event.reason?.message}`, true));
open().catch((error) => say(`This page cannot draw here: ${error.message}`, true));
