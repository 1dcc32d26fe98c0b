import type { Lesson, Progress } from './use-lesson';

/** Which chapter a place lies in; -1 before the first, or without chapters. */
export function chapterAt(chapters: Lesson['chapters'], seconds: number): number {
  let found = -1;
  for (const [index, { startsAt }] of chapters.entries()) if (startsAt <= seconds + 0.05) found = index;
  return found;
}

/** `学了 62%，学到 90% 就算学完`. */
export function progressWords({ share, finishedAt }: Progress, finishShare: number): string {
  if (finishedAt !== null) return '学完了，记进今年的指导。';
  const done = Math.floor(share * 100);
  const goal = Math.round(finishShare * 100);
  return done === 0 ? `真正放过 ${goal}% 就算学完，快进的不算。` : `学了 ${done}%，到 ${goal}% 就算学完。`;
}

export const speedWords = (speed: number): string => (speed === 1 ? '原速' : `${speed} 倍`);
