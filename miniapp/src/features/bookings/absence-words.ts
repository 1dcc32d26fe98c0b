import type { Body } from '@nearcare/shared/contract/types';

export type Symptom = Body<'reportAbsence'>['symptom'];

/** As coarse as a centre needs it to know whether others may catch it. */
export const symptoms: readonly { value: Symptom; text: string }[] = [
  { value: 'fever', text: '发烧' },
  { value: 'vomiting', text: '呕吐腹泻' },
  { value: 'rash', text: '出疹子' },
  { value: 'cough', text: '咳嗽' },
  { value: 'other', text: '别的' },
  { value: 'unsaid', text: '不想说' },
];

const maybeCatching: readonly (Symptom | null)[] = ['fever', 'vomiting', 'rash'];

/**
 * What may be infectious: the child comes back with a health certificate (托儿所幼儿园卫生保健管理办法, art. 18). Whether it
 * is, a doctor says.
 */
export function needsNote(symptom: Symptom | null): boolean {
  return maybeCatching.includes(symptom);
}
