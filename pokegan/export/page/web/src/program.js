// Carries out programs as pokegan/export/program.py writes them, pictures channels last.

import * as tf from "@tensorflow/tfjs-core";

const size = ([fixed, per], n) => fixed + per * n;

function padded(x, pad) {
  return pad ? tf.pad(x, [[0, 0], [pad, pad], [pad, pad], [0, 0]]) : x;
}

// The error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26).
function erf(x) {
  return tf.tidy(() => {
    const t = tf.div(1, tf.add(1, tf.mul(0.3275911, tf.abs(x))));
    let sum = tf.scalar(0);
    for (const a of ERF) sum = tf.mul(t, tf.add(a, sum));
    return tf.mul(tf.sign(x), tf.sub(1, tf.mul(sum, tf.exp(tf.neg(tf.square(x))))));
  });
}

const ERF = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];

const OPERATIONS = {
  add: ([a, b]) => tf.add(a, b),
  sub: ([a, b]) => tf.sub(a, b),
  mul: ([a, b]) => tf.mul(a, b),
  div: ([a, b]) => tf.div(a, b),
  relu: ([x]) => tf.relu(x),
  elu: ([x]) => tf.elu(x),
  tanh: ([x]) => tf.tanh(x),
  erf: ([x]) => erf(x),
  square: ([x]) => tf.square(x),
  rsqrt: ([x]) => tf.rsqrt(x),
  leaky_relu: ([x], op) => tf.leakyRelu(x, op.slope),
  matmul: ([a, b]) => tf.matMul(a, b),
  conv: ([x, kernel], op) => tf.conv2d(padded(x, op.pad), kernel, op.stride, "valid"),
  depthwise: ([x, kernel], op) =>
    tf.depthwiseConv2d(padded(x, op.pad), kernel, op.stride, "valid"),
  upconv: ([x, kernels]) => {
    const [n, h, w] = x.shape;
    const c = kernels.shape[3] / 4;
    const all = tf.conv2d(padded(x, 1), kernels, 1, "valid"); // [n, h + 1, w + 1, 4 c]
    const kind = (i) => tf.slice(all, [0, i >> 1, i & 1, i * c], [n, h, w, c]);
    // Side by side in memory is beside each other in the picture: faster than depthToSpace.
    const rows = [0, 2].map((i) =>
      tf.reshape(tf.concat([kind(i), kind(i + 1)], 3), [n, h, 2 * w, c]),
    );
    return tf.reshape(tf.concat(rows, 2), [n, 2 * h, 2 * w, c]);
  },
  double: ([x]) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]),
  reshape: ([x], op, n) => tf.reshape(x, op.to.map((one) => size(one, n))),
  transpose: ([x], op) => tf.transpose(x, op.order),
  slice: ([x], op) => {
    const begin = x.shape.map(() => 0);
    const sizes = [...x.shape];
    begin[op.axis] = op.start;
    sizes[op.axis] = op.end - op.start;
    return tf.slice(x, begin, sizes);
  },
  tile: ([x], op, n) => tf.tile(x, op.repeats.map((one) => size(one, n))),
  mean: ([x], op) => tf.mean(x, op.axes, true),
  normalise: ([x], op) => {
    const centred = tf.sub(x, tf.mean(x, op.axis, true));
    const variance = tf.mean(tf.square(centred), op.axis, true);
    return tf.mul(centred, tf.rsqrt(tf.add(variance, op.epsilon)));
  },
};

export class Program {
  constructor(ops, constants) {
    this.ops = ops;
    this.constants = constants; // name -> tf.Tensor
  }

  // inputs: name -> tf.Tensor, which stay; returns a tf.Tensor
  run(inputs, n) {
    const values = [];
    this.ops.forEach((op, number) => {
      if (op.op === "input") {
        values.push(tf.clone(inputs[op.name]));
      } else {
        const given = op.in.map((one) =>
          typeof one === "number" ? values[one] : this.constants[one],
        );
        values.push(tf.tidy(() => OPERATIONS[op.op](given, op, n)));
      }
      for (const one of op.free ?? []) values[one].dispose();
    });
    return values[values.length - 1];
  }
}

// The constants of a file in the safetensors format, in half or full precision, as float32.
export function readTensors(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const tensors = {};
  for (const [name, { shape, data_offsets: at, dtype }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const start = 8 + length + at[0];
    const each = { F16: 2, F32: 4 }[dtype];
    const values = new Float32Array((at[1] - at[0]) / each);
    for (let i = 0; i < values.length; i++) {
      const place = start + each * i;
      values[i] = each === 2 ? half(view.getUint16(place, true)) : view.getFloat32(place, true);
    }
    tensors[name] = tf.tensor(values, shape);
  }
  return tensors;
}

export function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
