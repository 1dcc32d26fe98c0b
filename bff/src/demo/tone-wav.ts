import { chunk } from '../features/files/cleaning/clean-wav.js';

const sampleRate = 8000;
/** A lullaby's first notes, Hz. */
const notes = [392, 330, 392, 330, 440, 392, 330, 294] as const;
const loudness = 0.25;

/** A melody of sine tones in a playable file, 8 kB for each second: samples of one byte are enough for a whistle. */
export function toneWav(seconds: number): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const samples = Buffer.alloc(seconds * sampleRate);
  for (let index = 0; index < samples.length; index += 1) samples[index] = sampleAt(index / sampleRate);
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), chunk('data', samples)]);
  return chunk('RIFF', body);
}

/** One note a second, each fading so that none clicks into the next. */
function sampleAt(second: number): number {
  const note = notes[Math.floor(second) % notes.length] ?? 0;
  const fade = Math.sin(Math.PI * (second % 1));
  return 128 + Math.round(127 * loudness * fade * Math.sin(2 * Math.PI * note * second));
}
