// The worker that draws: styles of seeds, and pictures of styles.

import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgl";
import { Program, readTensors } from "./program.js";
import { normal, stream } from "./random.js";

let model; // what the page's model says of itself
let mapping;
let synthesis;

async function open({ about, weights, wasm, backend }) {
  model = about;
  if (backend === "wasm") {
    const url = URL.createObjectURL(new Blob([wasm], { type: "application/wasm" }));
    const names = ["", "-simd", "-threaded-simd"].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
    setWasmPaths(Object.fromEntries(names.map((name) => [name, url]))); // it asks for the second
  }
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend} here`);
  await tf.ready();
  const constants = readTensors(weights);
  mapping = new Program(model.mapping, constants);
  synthesis = new Program(model.synthesis, constants);
  return { backend: tf.getBackend() };
}

// The styles [D] of seeds at psi 1, one after another in a Float32Array: in all layers the same.
async function styles({ seeds }) {
  const z = new Float32Array(seeds.length * model.z_dim);
  seeds.forEach((seed, i) => z.set(normal(stream(seed, "0/z"), model.z_dim), i * model.z_dim));
  const given = tf.tensor(z, [seeds.length, model.z_dim]);
  const w = mapping.run({ z: given }, seeds.length);
  const all = await w.data();
  tf.dispose([given, w]);
  const values = new Float32Array(seeds.length * model.w_dim);
  for (let i = 0; i < seeds.length; i++) {
    const start = i * model.num_ws * model.w_dim;
    values.set(all.subarray(start, start + model.w_dim), i * model.w_dim);
  }
  return { values };
}

// Pictures [N, R, R, 4] as bytes, of styles [N, L, D] and the seeds of their noise.
async function draw({ w_plus, noise_seeds }) {
  const n = noise_seeds.length;
  const inputs = { w_plus: tf.tensor(w_plus, [n, model.num_ws, model.w_dim]) };
  for (const { name, layer, px } of model.noise) {
    const values = new Float32Array(n * px * px);
    noise_seeds.forEach((seed, i) =>
      values.set(normal(stream(seed, `${layer}/noise`), px * px), i * px * px),
    );
    inputs[name] = tf.tensor(values, [n, px, px, 1]);
  }
  const images = synthesis.run(inputs, n); // [N, R, R, C] in [-1, 1]
  const values = await images.data();
  tf.dispose([images, inputs]);
  if (!values.every(Number.isFinite)) throw new Error("these pictures hold values that are no numbers");
  return { pixels: levels(values, n) };
}

// As pokegan.render.pixels.levels: colour is premultiplied by opacity where there is one.
function levels(values, n) {
  const { resolution: px, channels } = model;
  const out = new Uint8ClampedArray(n * px * px * 4);
  for (let i = 0, j = 0; j < out.length; i += channels, j += 4) {
    const level = (k) => Math.min(255, Math.max(0, (values[i + k] + 1) * 127.5));
    const opacity = channels === 4 ? Math.round(level(3)) : 255;
    for (let k = 0; k < 3; k++) {
      const colour = level(k);
      out[j + k] = channels === 4 ? (Math.min(colour, opacity) / Math.max(opacity, 1)) * 255 : colour;
    }
    out[j + 3] = opacity;
  }
  return out;
}

const TASKS = { open, styles, draw };

self.onmessage = async ({ data: { id, task, given } }) => {
  try {
    const result = await TASKS[task](given);
    const moved = Object.values(result).flatMap((value) => (value.buffer ? [value.buffer] : []));
    self.postMessage({ id, result }, moved);
  } catch (error) {
    self.postMessage({ id, error: String(error?.message ?? error) });
  }
};
