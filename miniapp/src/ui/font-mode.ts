import { create } from 'zustand';
import { systemFontScale } from '../platform/screen';
import { readStored, writeStored } from '../platform/storage';

export type FontMode = '1' | '125' | '150';

export const fontModes: readonly { mode: FontMode; label: string }[] = [
  { mode: '1', label: '标准' },
  { mode: '125', label: '大字' },
  { mode: '150', label: '特大' },
];

const key = 'font-mode';
const stored = readStored<FontMode>(key);

function systemMode(): FontMode {
  const scale = systemFontScale();
  return scale >= 1.4 ? '150' : scale >= 1.15 ? '125' : '1';
}

/** How large the letters are, on this phone; follows the system until chosen. `isAsked`: 字够大吗 was answered or put away. */
export const useFontMode = create<{ mode: FontMode; isAsked: boolean }>(() => ({
  mode: stored ?? systemMode(),
  isAsked: stored !== null,
}));

export function chooseFontMode(mode: FontMode): void {
  writeStored(key, mode);
  useFontMode.setState({ mode, isAsked: true });
}

export const fontClass = (mode: FontMode) => `nc-${mode}`;
