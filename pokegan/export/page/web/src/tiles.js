// Small parts of the page.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// A button that shows a creature.
export function tile(model, pressed, label) {
  const canvas = element("canvas", { width: model.resolution, height: model.resolution });
  const made = element("button", { class: "tile", "aria-label": label, title: label }, canvas);
  made.addEventListener("click", pressed);
  made.show = (image) => canvas.getContext("2d").putImageData(image, 0, 0);
  return made;
}

export function mark(tile, on) {
  tile.classList.toggle("on", on);
  tile.setAttribute("aria-pressed", String(on));
}

// Places that creatures are put into: press one, then a kept creature; the next is then ready.
export class Slots {
  constructor(model, names, changed) {
    this.filled = names.map(() => null);
    this.changed = changed;
    this.tiles = names.map((name, i) => tile(model, () => this.ready(i), name));
    const parts = names.map((name, i) => element("div", { class: "slot" }, this.tiles[i], name));
    this.root = element("div", { class: "slots" }, ...parts);
    this.ready(0);
  }

  ready(place) {
    this.place = place;
    this.tiles.forEach((one, i) => mark(one, i === place));
  }

  take(creature) {
    this.filled = this.filled.with(this.place, creature);
    this.ready((this.place + 1) % this.filled.length);
    this.changed();
  }

  get full() {
    return this.filled.every(Boolean);
  }

  show(engine, psi) {
    const places = this.filled.flatMap((one, i) => (one ? [i] : []));
    return engine.draw(
      places.map((i) => this.filled[i]),
      psi,
      (k, image) => this.tiles[places[k]].show(image),
    );
  }
}
