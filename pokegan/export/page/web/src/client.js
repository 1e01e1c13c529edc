// Workers that draw, and what is known of seeds so far.

import { noiseSeed, seedsOf, stylesOf } from "./creatures.js";

const AT_ONCE = 16; // pictures in a message to a worker
const MOST_WORKERS = 4;
const MOST_KNOWN = 5000; // seeds whose styles are remembered

class Worked {
  constructor(url) {
    this.worker = new Worker(url);
    this.waiting = new Map();
    this.count = 0;
    this.worker.onmessage = ({ data: { id, result, error } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    };
    this.worker.onerror = (event) => this.end(event.message);
  }

  end(reason) {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }

  ask(task, given, moved = []) {
    return new Promise((resolve, reject) => {
      this.waiting.set(++this.count, { resolve, reject });
      this.worker.postMessage({ id: this.count, task, given }, moved);
    });
  }
}

export class Engine {
  constructor(model, files) {
    this.model = model;
    this.files = files; // engine, wasm and weights, as bytes
    this.full = new Map(); // styles of seeds at psi 1
    this.url = URL.createObjectURL(new Blob([files.engine], { type: "text/javascript" }));
    this.workers = [];
  }

  async open(backend) {
    for (const worker of this.workers) worker.end("another way to draw was begun");
    const cores = navigator.hardwareConcurrency || 2;
    const count = backend === "webgl" ? 1 : Math.min(cores, MOST_WORKERS);
    this.workers = Array.from({ length: count }, () => new Worked(this.url));
    const { weights, wasm } = this.files;
    const given = { about: this.model, weights, wasm, backend };
    await Promise.all(this.workers.map((worker) => worker.ask("open", given)));
    this.backend = backend;
  }

  async know(seeds) {
    const wanted = new Set(seeds);
    const missing = [...wanted].filter((seed) => !this.full.has(seed));
    if (!missing.length) return;
    for (const seed of this.full.keys()) {
      if (this.full.size <= MOST_KNOWN) break;
      if (!wanted.has(seed)) this.full.delete(seed);
    }
    const { values } = await this.workers[0].ask("styles", { seeds: missing });
    const each = values.length / missing.length;
    missing.forEach((seed, i) => this.full.set(seed, values.slice(i * each, (i + 1) * each)));
  }

  knows(creature) {
    return seedsOf(creature).every((seed) => this.full.has(seed));
  }

  styles(creature, psi) {
    return stylesOf(creature, psi, this.full, this.model);
  }

  // Draws creatures; `shown(i, ImageData)` is told of each as soon as it is there.
  async draw(creatures, psi, shown, stopped = () => false) {
    await this.know(creatures.flatMap(seedsOf));
    const { resolution: px, num_ws, w_dim } = this.model;
    const share = Math.ceil(creatures.length / this.workers.length);
    const batch = Math.max(1, Math.min(AT_ONCE, share));
    let next = 0;
    const work = async (worker) => {
      while (next < creatures.length && !stopped()) {
        const first = next;
        const group = creatures.slice(first, first + batch);
        next += group.length;
        const w_plus = new Float32Array(group.length * num_ws * w_dim);
        group.forEach((one, i) => w_plus.set(this.styles(one, psi), i * num_ws * w_dim));
        const noise_seeds = group.map(noiseSeed);
        const { pixels } = await worker.ask("draw", { w_plus, noise_seeds }, [w_plus.buffer]);
        if (stopped()) return;
        for (let i = 0; i < group.length; i++) {
          const bytes = pixels.slice(i * px * px * 4, (i + 1) * px * px * 4);
          shown(first + i, new ImageData(bytes, px, px));
        }
      }
    };
    await Promise.all(this.workers.map(work));
  }

  // The largest difference, in levels of 255, from pictures that pokegan drew: of opacity, and of
  // colour times opacity, as what cannot be seen cannot be wrong.
  async difference() {
    let most = 0;
    const creatures = this.model.proofs.map(({ seed }) => ({ kind: "seed", seed }));
    await this.draw(creatures, this.model.proof_psi, (i, { data }) => {
      const bytes = Uint8Array.from(atob(this.model.proofs[i].pixels), (c) => c.charCodeAt(0));
      const seen = (pixels, k) => (k % 4 === 3 ? pixels[k] : (pixels[k] * pixels[k | 3]) / 255);
      data.forEach((_, k) => (most = Math.max(most, Math.abs(seen(data, k) - seen(bytes, k)))));
    });
    return Math.round(most);
  }
}
