// Creatures as small trees of what they are made of, the text that names one in an address, and the
// styles [L, D] they come to. The rules are those of pokegan.sampling and pokegan.explore.

// A seed:      { kind: "seed", seed: "7" }
// A cross:     { kind: "mix", parts: [coarse, middle, fine] }
// A sum:       { kind: "sum", parts: [...], weights: [...] }
// A change:    { kind: "edit", parts: [creature], moves: { size: 2 } }
// In a square: { kind: "square", parts: [a, b, c, d], at: [u, v] }
// By number:   { kind: "dial", parts: [creature], numbers: { 3: 0.5 } }

export const MOST_SEED = BigInt(Number.MAX_SAFE_INTEGER);
const MOST_PARTS = 200; // in an address

export const ofSeed = (seed) => ({ kind: "seed", seed: String(seed) });

// A place in a square, with the digits that its address has.
export const inSquare = (parts, at) => ({ kind: "square", parts: [...parts], at: at.map(rounded) });

export function write(creature) {
  const parts = (creature.parts ?? []).map(write);
  switch (creature.kind) {
    case "seed":
      return creature.seed;
    case "mix":
      return `mix(${parts.join(",")})`;
    case "sum":
      return `sum(${parts.map((part, i) => `${round(creature.weights[i])}*${part}`).join(",")})`;
    case "square":
      return `square(${[...parts, ...creature.at.map(round)].join(",")})`;
    case "edit":
      return `edit(${[parts[0], ...pairs(creature.moves)].join(",")})`;
    case "dial":
      return `dial(${[parts[0], ...pairs(creature.numbers)].join(",")})`;
  }
}

const rounded = (value) => Number(Number(value).toFixed(3)) + 0;
const round = (value) => String(rounded(value));
const pairs = (table) => Object.entries(table).map(([key, value]) => `${key}=${round(value)}`);

// The inverse of `write`; an Error for a text that names no creature of this model.
export function read(text, model) {
  let place = 0;
  let parts = 0;
  const fail = () => {
    throw new Error(`"${text.slice(0, 60)}" names no creature`);
  };
  const take = (pattern) => {
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (!found) return null;
    place = pattern.lastIndex;
    return found[0];
  };
  const need = (pattern) => take(pattern) ?? fail();
  const number = () => Number(need(/-?\d{1,6}(\.\d{1,6})?/y));

  function creature() {
    if (++parts > MOST_PARTS) fail();
    const seed = take(/\d{1,19}(?![\d.*=])/y);
    if (seed !== null) return BigInt(seed) > MOST_SEED ? fail() : ofSeed(BigInt(seed));
    const kind = need(/mix|sum|square|edit|dial/y);
    if ((kind === "mix" && model.num_ws === 1) || (kind === "dial" && !model.dial)) fail();
    need(/\(/y);
    const made = KINDS[kind]();
    need(/\)/y);
    return { kind, ...made };
  }

  function several(count) {
    const found = [creature()];
    while (found.length < count && need(/,/y)) found.push(creature());
    return found;
  }

  function table(known) {
    const found = {};
    while (take(/,/y)) {
      const key = need(/[a-z0-9-]{1,60}/y);
      need(/=/y);
      if (!known(key)) fail();
      found[key] = number();
    }
    return Object.keys(found).length ? found : fail();
  }

  const KINDS = {
    mix: () => ({ parts: several(3) }),
    sum: () => {
      const found = { parts: [], weights: [] };
      do {
        found.weights.push(number());
        need(/\*/y);
        found.parts.push(creature());
      } while (take(/,/y));
      return found;
    },
    square: () => {
      const found = several(4);
      need(/,/y);
      const u = number();
      need(/,/y);
      return { parts: found, at: [u, number()] };
    },
    edit: () => {
      const found = [creature()];
      return { parts: found, moves: table((key) => model.directions.some((d) => d.name === key)) };
    },
    dial: () => {
      const found = [creature()];
      return { parts: found, numbers: table((key) => /^\d+$/.test(key) && Number(key) < model.w_dim) };
    },
  };

  const result = creature();
  return place === text.length ? result : fail();
}

// The seeds that a creature is made of.
export function seedsOf(creature) {
  return creature.kind === "seed" ? [creature.seed] : creature.parts.flatMap(seedsOf);
}

export function noiseSeed(creature) {
  if (creature.kind === "seed") return creature.seed;
  if (creature.kind !== "sum") return noiseSeed(creature.parts[0]);
  return noiseSeed(creature.parts[creature.weights.indexOf(Math.max(...creature.weights))]);
}

// The styles [L, D] of a creature at a psi, in a Float32Array. `full` has the one style [D] of seeds
// at psi 1, which is the same in all layers.
export function stylesOf(creature, psi, full, model) {
  const parts = (creature.parts ?? []).map((part) => stylesOf(part, psi, full, model));
  const { w_dim: d, num_ws: layers, w_avg } = model;
  switch (creature.kind) {
    case "seed":
      return new Float32Array(layers * d).map(
        (_, i) => w_avg[i % d] + psi * (full.get(creature.seed)[i % d] - w_avg[i % d]),
      );
    case "mix": {
      const [first, second] = model.crossover.map((layer) => layer * d);
      return parts[0].map((value, i) =>
        i < first ? value : i < second ? parts[1][i] : parts[2][i],
      );
    }
    case "sum":
      return parts[0].map((_, i) => {
        let value = w_avg[i % d];
        parts.forEach((part, k) => (value += creature.weights[k] * (part[i] - w_avg[i % d])));
        return value;
      });
    case "square": {
      const [u, v] = creature.at;
      return between(
        between(parts[0], parts[1], u, model),
        between(parts[2], parts[3], u, model),
        v,
        model,
      );
    }
    case "edit": {
      const moved = parts[0].slice();
      for (const [name, units] of Object.entries(creature.moves)) {
        const { step, layers: [first, end] } = model.directions.find((one) => one.name === name);
        for (let layer = first; layer < Math.min(end, layers); layer++) {
          for (let k = 0; k < d; k++) moved[layer * d + k] += units * step[k];
        }
      }
      return moved;
    }
    case "dial": {
      const turned = parts[0].slice();
      for (const [k, value] of Object.entries(creature.numbers)) turned[k] = value;
      return turned;
    }
  }
}

// As pokegan.sampling.interpolation.between: straight, or of z along a great circle.
export function between(a, b, t, model) {
  const straight = () => a.map((value, i) => value + t * (b[i] - value));
  if (!model.spherical) return straight();
  const length = (x) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
  const [lengthA, lengthB] = [length(a), length(b)];
  const cosine = a.reduce((sum, value, i) => sum + value * b[i], 0) / (lengthA * lengthB);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  if (!(Math.sin(angle) >= 1e-4)) return straight();
  const reach = lengthA + t * (lengthB - lengthA);
  const share = [Math.sin((1 - t) * angle) / lengthA, Math.sin(t * angle) / lengthB];
  return a.map(
    (value, i) => ((share[0] * value + share[1] * b[i]) / Math.sin(angle)) * reach,
  );
}

// How pokegan's command line says it: { command, ...settings }, or null where none does at once.
export function commandOf(creature, psi, model) {
  const { kind, parts } = creature;
  if (kind === "seed") {
    return { command: "sample", seeds: creature.seed, psi, cutoff: null, noise: "seed" };
  }
  if (!parts.every((part) => part.kind === "seed")) return null;
  const seeds = parts.map((part) => part.seed);
  if (kind === "mix") {
    const [coarse, middle, fine] = seeds;
    return { command: "mix", coarse, fine, middle, layers: model.crossover.join(","), psi };
  }
  if (kind === "edit") return { command: "edit", points: seeds, ...creature.moves, psi };
  if (kind !== "sum" && (kind !== "square" || model.spherical)) return null;
  const weights = new Map(); // of each seed, as pokegan adds them up
  const given = kind === "sum" ? creature.weights : corners(creature.at);
  seeds.forEach((seed, i) => weights.set(seed, (weights.get(seed) ?? 0) + given[i]));
  const terms = [...weights].filter(([, weight]) => Math.abs(weight) > 1e-9);
  if (!terms.length) return null;
  const heaviest = terms.reduce((most, one) => (one[1] > most[1] ? one : most));
  if (model.noise.length && heaviest[0] !== noiseSeed(creature)) return null; // whose noise it has
  const text = terms
    .map(([seed, weight]) => `${weight < 0 ? "-" : "+"} ${Number(Math.abs(weight).toFixed(9))}*${seed}`)
    .join(" ")
    .replace(/^\+ /, "")
    .replace(/^- /, "-");
  return { command: "arith", points: [text], psi };
}

const corners = ([u, v]) => [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
