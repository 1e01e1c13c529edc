// Pictures to keep: PNG with the recipe inside, and walks as GIF.

import { GIFEncoder, applyPalette, quantize } from "gifenc";
import { commandOf, noiseSeed, write } from "./creatures.js";

const KEY = "pokegan"; // of the text chunk

export function fileName(creature) {
  return `pokegan-${write(creature).replace(/[^\w.-]+/g, "_").replace(/_+$/, "").slice(0, 60)}`;
}

// What a PNG carries, so that `pokegan info` says how to draw it again.
export function recipeOf(creature, psi, engine) {
  const { model } = engine;
  const again = `${fileName(creature)}.png`;
  const command = commandOf(creature, psi, model) ?? {
    command: "blend",
    points: [again, again],
    amount: 0,
    psi,
  };
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

// An international text chunk (PNG specification, 11.3.3.4), not compressed.
function textChunk(recipe) {
  const text = new TextEncoder().encode(`iTXt${KEY}\0\0\0\0\0${JSON.stringify(recipe)}`);
  const chunk = new Uint8Array(text.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, text.length - 4);
  chunk.set(text, 4);
  view.setUint32(text.length + 4, crc(text));
  return chunk;
}

export async function png(image, recipe) {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").putImageData(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  const headEnd = 33; // the signature and IHDR
  return new Blob([bytes.subarray(0, headEnd), textChunk(recipe), bytes.subarray(headEnd)], {
    type: "image/png",
  });
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
