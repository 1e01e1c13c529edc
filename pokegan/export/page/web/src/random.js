// The random numbers that pokegan draws of a seed: a stream is a Mersenne Twister of 32 bits whose
// seed is a BLAKE2b hash, and normal numbers are made of it as PyTorch makes them on a processor
// (Box and Muller 1958, sixteen at a time from sixteen numbers on).

import { blake2b } from "@noble/hashes/blake2.js";

const N = 624;
const M = 397;

class MersenneTwister {
  constructor(seed) {
    this.state = new Uint32Array(N);
    this.state[0] = seed;
    for (let i = 1; i < N; i++) {
      const before = this.state[i - 1] ^ (this.state[i - 1] >>> 30);
      this.state[i] = Math.imul(before, 1812433253) + i;
    }
    this.place = N;
  }

  next() {
    if (this.place === N) this.turn();
    let y = this.state[this.place++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  turn() {
    const s = this.state;
    for (let i = 0; i < N; i++) {
      const y = (s[i] & 0x80000000) | (s[(i + 1) % N] & 0x7fffffff);
      s[i] = s[(i + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.place = 0;
  }

  uniform() {
    return (this.next() & 0xffffff) / 0x1000000;
  }

  uniform53() {
    const high = this.next() & 0x1fffff; // of the 64 bits that two numbers make, the lower 53
    return (high * 0x100000000 + this.next()) / 2 ** 53;
  }
}

export function stream(seed, purpose) {
  const digest = blake2b(new TextEncoder().encode(`${seed}/${purpose}`), { dkLen: 8 });
  return new MersenneTwister(new DataView(digest.buffer, digest.byteOffset).getUint32(0, true));
}

export function normal(generator, count) {
  const out = new Float32Array(count);
  if (count < 16) {
    for (let i = 0; i < count; i += 2) {
      const angle = 2 * Math.PI * generator.uniform53();
      const radius = Math.sqrt(-2 * Math.log1p(-generator.uniform53()));
      out[i] = radius * Math.cos(angle);
      if (i + 1 < count) out[i + 1] = radius * Math.sin(angle);
    }
    return out;
  }
  for (let i = 0; i < count; i++) out[i] = generator.uniform();
  for (let i = 0; i + 15 < count; i += 16) boxMuller(out, i);
  if (count % 16) {
    for (let i = count - 16; i < count; i++) out[i] = generator.uniform();
    boxMuller(out, count - 16);
  }
  return out;
}

function boxMuller(values, start) {
  for (let j = start; j < start + 8; j++) {
    const radius = Math.sqrt(-2 * Math.log(1 - values[j]));
    const angle = 2 * Math.PI * values[j + 8];
    values[j] = radius * Math.cos(angle);
    values[j + 8] = radius * Math.sin(angle);
  }
}
