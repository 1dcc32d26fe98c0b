import type { Body, Reply } from '@nearcare/shared/contract/types';
import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import type { KeptFile } from '../../api/use-uploads';
import { complaintCategory } from '../../ui/words/complaint-words';

export type Category = Body<'fileComplaint'>['category'];
/** A category by the name that a link gives it. */
export const categoryNamed = (name: string): Category | null =>
  name in complaintCategory ? (name as Category) : null;

export type Identity = Reply<'getComplaint'>['identity'];
export type Where =
  | { kind: 'centre'; id: string; name: string }
  | { kind: 'place'; districtCode: string; address: string };
/** A page of the form; `place` asks where and when, `last` who may know and for files. */
export type Step = 'category' | 'where' | 'when' | 'story' | 'identity' | 'evidence' | 'place' | 'last';

/** What a parent wrote so far. Files are there by the ids under which the service has them. */
export type Draft = {
  step: Step;
  category: Category | null;
  where: Where | null;
  incidentOn: string | null;
  incidentTime: string | null;
  who: string;
  what: string;
  wanted: string;
  affectedChildren: number;
  identity: Identity | null;
  /** Made when the author chose to be anonymous. */
  trackingCode: string | null;
  evidence: KeptFile[];
};

export const emptyDraft: Draft = {
  ...{ step: 'category', category: null, where: null, incidentOn: null, incidentTime: null },
  ...{ who: '', what: '', wanted: '', affectedChildren: 1 },
  ...{ identity: null, trackingCode: null, evidence: [] },
};

/** As the service takes them, in characters. */
export const longest = { who: 60, what: 2000, wanted: 500, address: 200 } as const;

/**
 * One question a page; of what is urgent, four pages at most, beginning with whom and what. Who it is comes before the
 * files: a file that an account sent can't be made anonymous afterwards.
 */
export function stepsOf({ category }: Draft): readonly Step[] {
  return category !== null && complaintCategory[category].isUrgent
    ? ['category', 'story', 'place', 'last']
    : ['category', 'where', 'when', 'story', 'identity', 'evidence'];
}

/** The step beside this one; null at either end. */
export function stepBeside(draft: Draft, by: 1 | -1): Step | null {
  const steps = stepsOf(draft);
  return steps[steps.indexOf(draft.step) + by] ?? null;
}

/** What is missing before one can go on, as a sentence. */
export function faultOf(draft: Draft): string | null {
  const { step, where } = draft;
  if (step === 'category' && draft.category === null) return '选一种情况。';
  if (step === 'story' && draft.what.trim() === '') return '写一句发生了什么。';
  if ((step === 'identity' || step === 'last') && draft.identity === null) return '选让谁知道是你。';
  if (step !== 'where' && step !== 'place') return null;
  if (where === null) return '选一家机构，或写清楚地方。';
  if (where.kind === 'centre') return null;
  if (where.districtCode === '') return '选一个区县。';
  return where.address.trim() === '' ? '写清楚地方，找得到就行。' : null;
}

type Said = Omit<Body<'fileComplaint'>, 'identity'>;

/** What is sent of it; null while it lacks what the service needs. Both ways of filing say the same. */
export function saidOf(draft: Draft): Said | null {
  const { category, where, incidentOn, incidentTime, affectedChildren } = draft;
  const [who, what, wanted] = [draft.who.trim(), draft.what.trim(), draft.wanted.trim()];
  if (category === null || where === null || what === '') return null;
  return {
    ...{ category, what },
    ...(where.kind === 'centre'
      ? { centreId: where.id }
      : { place: { districtCode: where.districtCode, address: where.address.trim() } }),
    ...(wanted === '' ? {} : { wanted }),
    ...(who === '' ? {} : { who }),
    ...(incidentOn === null ? {} : { incidentOn }),
    ...(incidentOn === null || incidentTime === null ? {} : { incidentTime }),
    ...(affectedChildren > 1 ? { affectedChildren } : {}),
    ...(draft.evidence.length === 0 ? {} : { evidence: draft.evidence.map(({ file }) => file.id) }),
  };
}

/** How many days recordings of that day are still kept, the last one included; 0 once they are gone. */
export function footageDaysLeft(incidentOn: string, today: string, footageDays: number): number {
  return Math.max(0, daysBetween(today, addDays(incidentOn, footageDays - 1)) + 1);
}
