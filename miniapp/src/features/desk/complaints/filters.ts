import type { Filter } from './ask-complaints';

/** What a list is narrowed to, besides whether it is of open or ended ones. */
export type Narrowed = Pick<Filter, 'level' | 'category' | 'isOverdue'>;

/** In words, for the chip that says so: `紧急、超期`. Null where nothing is narrowed. */
export function narrowedWords(
  of: Narrowed,
  labels: readonly { code: string; label: string }[],
): string | null {
  const words = [
    ...(of.level === undefined ? [] : [of.level === 'urgent' ? '紧急' : '一般']),
    ...(of.isOverdue === true ? ['超期'] : []),
    ...(of.category === undefined ? [] : [labels.find(({ code }) => code === of.category)?.label ?? '一类']),
  ];
  return words.length === 0 ? null : words.join('，');
}
