import { colors } from './colors';
import { svg } from './svg';

/** Line drawings for facts about safety, in the stroke of the icons. Decoration: the words beside say it. */
const drawings = {
  eye: '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/><circle cx="12" cy="12" r="2.6"/>',
  bowl: '<path d="M4 11h16a8 8 0 0 1-16 0z"/><path d="M9 20h6M9 7c0-1.5 1-1.5 1-3M14 7c0-1.5 1-1.5 1-3"/>',
  flame:
    '<path d="M12 3.5c.5 3.5 5 5 5 10a5 5 0 0 1-10 0c0-2 1-3.2 2-4 .2 1.5.8 2 1.5 2.3C10.2 8.5 10.5 6 12 3.5z"/>',
  shield: '<path d="M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z"/><path d="M9 12l2.2 2.2L15.2 10"/>',
  drop: '<path d="M12 3.5c3 4 5.5 6.7 5.5 10a5.5 5.5 0 0 1-11 0c0-3.3 2.5-6 5.5-10z"/>',
  person: '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-4 3.4-6 7-6s6.4 2 7 6"/>',
  page: '<path d="M7 3.5h7l4 4v13H7z"/><path d="M10 12h5M10 15.5h5"/>',
  ramp: '<path d="M3 19h18L3 12z"/><circle cx="8" cy="6" r="2"/><path d="M8 8v4"/>',
} as const;

export type FactDrawing = keyof typeof drawings;

export function factIcon(drawing: FactDrawing, isMuted = false): string {
  const stroke = isMuted ? colors.slate : colors.indigo700;
  return svg(
    20,
    20,
    `<g fill="none" stroke="${stroke}" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${drawings[drawing]}</g>`,
    '0 0 24 24',
  );
}
