// Pictures to keep: PNG with the recipe inside, and walks as GIF.

import { GIFEncoder, applyPalette, quantize } from "gifenc";
import { commandOf, noiseSeed, write } from "./creatures.js";

const KEY = "pokegan"; // of the text chunk

// What a picture is called: by its creature and psi, and where that is long by a hash of them.
export function fileName({ creature, psi }) {
  const text = `${write(creature)}-psi${psi}`;
  const plain = text.replace(/[^\w.-]+/g, "_");
  return plain.length <= 40 ? `pokegan-${plain}` : `pokegan-${plain.slice(0, 40)}-${hash(text)}`;
}

// FNV-1a, 32 bits.
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}

// What a PNG carries, so that `pokegan info` says how to draw it again. Where no command does so at
// once, it is one that takes the picture's own file.
export function recipeOf(drawn, engine) {
  const { creature, psi } = drawn;
  const own = `${fileName(drawn)}.png`;
  const again = { command: "blend", points: [own, own], amount: 0, psi };
  const { model } = engine;
  const command = commandOf(creature, psi, model) ?? again;
  const recipe = { pokegan: model.pokegan, ...command, model: model.made_with };
  if (creature.kind !== "seed") recipe.creature = packed(creature, psi, engine);
  return recipe;
}

// As pokegan.sampling.latents.pack
function packed(creature, psi, engine) {
  const bytes = new Uint8Array(engine.styles(creature, psi).buffer);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { w_plus: btoa(text), noise_seed: Number(noiseSeed(creature)) };
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

// A chunk of a PNG: its length, its kind and data, and their sum (PNG specification, section 5.3).
function chunk(kind, data) {
  const made = new Uint8Array(data.length + 12);
  const view = new DataView(made.buffer);
  view.setUint32(0, data.length);
  made.set(new TextEncoder().encode(kind), 4);
  made.set(data, 8);
  view.setUint32(data.length + 8, crc(made.subarray(4, data.length + 8)));
  return made;
}

// A PNG of an image, exactly: a canvas would give back colours that it rounded by their opacity.
export async function png({ width, height, data }, channels, recipe) {
  const row = width * channels + 1;
  const rows = new Uint8Array(height * row); // each begins with its filter, 0: none
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      rows.set(data.subarray(from, from + channels), y * row + 1 + x * channels);
    }
  }
  const stream = new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([8, channels === 4 ? 6 : 2], 8); // 8 bits, with opacity or without
  const text = new TextEncoder().encode(`${KEY}\0\0\0\0\0${JSON.stringify(recipe)}`);
  const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  const chunks = [["IHDR", head], ["iTXt", text], ["IDAT", packed], ["IEND", new Uint8Array()]];
  const parts = chunks.map(([kind, content]) => chunk(kind, content));
  return new Blob([signature, ...parts], { type: "image/png" });
}

// Frames as a GIF that repeats for ever.
export function gif(frames, delay, scale) {
  const encoder = GIFEncoder();
  for (const frame of frames) {
    const image = enlarged(frame, scale);
    const clear = image.data.some((value, i) => i % 4 === 3 && value < 128);
    const format = clear ? "rgba4444" : "rgb565";
    const palette = quantize(image.data, 256, { format, oneBitAlpha: clear });
    const pixels = applyPalette(image.data, palette, format);
    const transparentIndex = palette.findIndex((colour) => colour[3] === 0);
    encoder.writeFrame(pixels, image.width, image.height, {
      palette,
      delay,
      ...(clear && transparentIndex >= 0 ? { transparent: true, transparentIndex, dispose: 2 } : {}),
    });
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: "image/gif" });
}

function enlarged(image, scale) {
  const small = new OffscreenCanvas(image.width, image.height);
  small.getContext("2d").putImageData(image, 0, 0);
  const large = new OffscreenCanvas(image.width * scale, image.height * scale);
  const context = large.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, large.width, large.height);
  return context.getImageData(0, 0, large.width, large.height);
}

export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
