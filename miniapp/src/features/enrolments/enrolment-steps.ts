import { dayWords, monthDay } from '../../ui/words/civil-words';
import type { Enrolment } from './ask-enrolments';

export type Step = { text: string; note: string | null; state: 'done' | 'now' | 'ahead' };

/** The way of an enrolment from applying to leaving: what was, what is now, what comes. */
export function stepsOf(of: Enrolment): Step[] {
  const applied: Step = { text: '交了申请', note: dayOfInstant(of.appliedAt), state: 'done' };
  if (of.status === 'withdrawn')
    return [applied, { text: '撤回了', note: of.endedAt && dayOfInstant(of.endedAt), state: 'now' }];
  if (of.status === 'declined')
    return [
      applied,
      { text: '机构没有收', note: of.answeredAt && dayOfInstant(of.answeredAt), state: 'now' },
    ];
  const firstDay = of.placement?.firstDay ?? null;
  const answer: Step =
    of.status === 'applied'
      ? { text: '等机构答复', note: null, state: 'now' }
      : { text: '机构收下了', note: of.answeredAt && dayOfInstant(of.answeredAt), state: 'done' };
  const health: Step = {
    text: '入托体检',
    note: of.health.isComplete ? '机构核对过了' : '入园前做好，材料带给机构看',
    state: of.health.isComplete ? 'done' : of.status === 'accepted' ? 'now' : 'ahead',
  };
  const hasBegun = of.status === 'enrolled' || of.status === 'leaving' || of.status === 'left';
  const begin: Step = {
    text: hasBegun ? '在托' : '第一天',
    note: firstDay === null ? null : `${dayWords(firstDay)}${hasBegun ? '起' : ''}`,
    state: of.status === 'enrolled' ? 'now' : hasBegun ? 'done' : 'ahead',
  };
  const steps = [applied, answer, ...(hasBegun && of.health.isComplete === false ? [] : [health]), begin];
  if (of.lastDay === null) return steps;
  return [
    ...steps,
    { text: '最后一天', note: dayWords(of.lastDay), state: of.status === 'left' ? 'done' : 'now' },
  ];
}

/** By this phone's calendar. */
function dayOfInstant(instant: string): string {
  const at = new Date(instant);
  return monthDay(
    `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`,
  );
}
