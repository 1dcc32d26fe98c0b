import type { OfficerAct, OfficerComplaint, OfficerItem } from './ask-complaints';

export type OfficerMove = OfficerAct['move'];

/** What an officer may fill in for a move; `text` is always there, for some of them it must not stay empty. */
type MoveForm = {
  /** What the choice says. */
  name: string;
  doText: string;
  textLabel: string;
  isTextNeeded: boolean;
  fields: readonly ('body' | 'until' | 'result' | 'reference' | 'reported' | 'lead')[];
  /** What doing it means, before it is done. */
  effect: string;
  /** What the author sees from then on; null for what it never sees. */
  seen: string | null;
};

const why = '写给家长的原因';

export const moveForms: Readonly<Record<OfficerMove, MoveForm>> = {
  accepted: {
    ...{ name: '受理', doText: '受理', textLabel: '写给家长（可以不写）', isTextNeeded: false, fields: [] },
    effect: '受理的期限就停了，答复和办结的期限照走。',
    seen: '已受理',
  },
  refused: {
    ...{ name: '不予受理', doText: '不予受理', textLabel: why, isTextNeeded: true, fields: ['body'] },
    effect: '家长会看到原因和该找谁，也可以交给上一级。',
    seen: '不予受理',
  },
  assigned: {
    ...{ name: '交办', doText: '交办', textLabel: '交办说明，家长也看得到（可以不写）', isTextNeeded: false },
    fields: ['body', 'reported'],
    effect: '交给机构时，机构看不到保密和匿名的人是谁，也看不到证据。',
    seen: '已交办',
  },
  replied: {
    ...{ name: '答复', doText: '发给家长', textLabel: '答复', isTextNeeded: true, fields: [] },
    effect: '第一次答复后，答复的期限就停了。',
    seen: '已答复',
  },
  extended: {
    ...{ name: '延期', doText: '延期', textLabel: why, isTextNeeded: true, fields: ['until'] },
    effect: '一轮只能延一次。',
    seen: '办结的日子改了',
  },
  closed: {
    ...{ name: '办结', doText: '办结', textLabel: '结果说明', isTextNeeded: true, fields: ['result'] },
    effect: '家长可以打分；没解决可以重新办一次。',
    seen: '已办结',
  },
  handedOver: {
    ...{ name: '转给外部部门', doText: '记下转办', textLabel: '写给家长（可以不写）', isTextNeeded: false },
    fields: ['body', 'reference'],
    effect: '先把移送单交给对方，再在这里记下。这里的期限不停。',
    seen: '已转办',
  },
  joined: {
    ...{ name: '并案', doText: '并到这件', textLabel: '写给家长（可以不写）', isTextNeeded: false },
    fields: ['lead'],
    effect: '同一家机构的同一件事，以后主件的每一步都会告诉这位家长。',
    seen: '和同类的一起办',
  },
  takenOver: {
    ...{
      name: '接手',
      doText: '接手办理',
      textLabel: '写给家长（可以不写）',
      isTextNeeded: false,
      fields: [],
    },
    effect: '下一级没有按时办，从现在起由你们办：算已受理，答复和办结的期限重新算。',
    seen: '上一级接手了',
  },
  noted: {
    ...{ name: '内部记录', doText: '记下', textLabel: '内部记录', isTextNeeded: true, fields: ['reported'] },
    effect: '只有我们看得到，家长和机构都看不到。',
    seen: null,
  },
};

/** In the order in which a matter goes; only what the service allows now. */
export function offeredMoves({ may }: Pick<OfficerComplaint, 'may'>): OfficerMove[] {
  return (Object.keys(moveForms) as OfficerMove[]).filter((move) => may.includes(move));
}

/** What was filled in; what does not belong to the move is not sent. */
export type Filled = {
  text: string;
  body: OfficerAct['body'] | null;
  until: string | null;
  result: OfficerAct['result'] | null;
  reference: string;
  reported: string;
  leadId: string | null;
};
export const nothingFilled: Filled = {
  ...{ text: '', body: null, until: null, result: null, reference: '', reported: '', leadId: null },
};

/** The request, or in one sentence what is still missing. */
export function actOf(move: OfficerMove, filled: Filled): { act: OfficerAct } | { missing: string } {
  const { fields, isTextNeeded, seen } = moveForms[move];
  const has = (field: (typeof fields)[number]) => fields.includes(field);
  const text = filled.text.trim();
  const reference = filled.reference.trim();
  const reported = filled.reported.trim();
  const { body, until, result, leadId } = filled;
  if (has('body') && body === null) return { missing: '选一个部门。' };
  if (has('result') && result === null) return { missing: '选一个结果。' };
  if (has('lead') && leadId === null) return { missing: '写主件的编号。' };
  if (isTextNeeded && text === '')
    return { missing: seen === null ? '写一点内容。' : '写几句，家长会看到。' };
  return {
    act: {
      move,
      ...(text === '' ? {} : { text }),
      ...(has('body') && body ? { body } : {}),
      ...(has('until') && until ? { until } : {}),
      ...(has('result') && result ? { result } : {}),
      ...(has('reference') && reference !== '' ? { reference } : {}),
      ...(has('reported') && reported !== '' ? { reported } : {}),
      ...(has('lead') && leadId ? { leadId } : {}),
    },
  };
}

/** What to say once it is done: what its author sees now, or that nobody else sees it. */
export function doneWords(act: Pick<OfficerAct, 'move' | 'text'>): string {
  const { seen } = moveForms[act.move];
  if (seen === null) return '记下了，只有我们看得到。';
  return act.text === undefined ? `家长现在看到：${seen}。` : `家长现在看到：${seen}，“${act.text}”`;
}

/** `261124-073852` of what was typed, with or without the dash; null until it is whole. */
export function numberOf(typed: string): string | null {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 12 ? `${digits.slice(0, 6)}-${digits.slice(6)}` : null;
}

/** Why one can't be joined to that; null where it can. */
export function leadFault(
  of: Pick<OfficerComplaint, 'id' | 'place'>,
  lead: OfficerItem | undefined,
): string | null {
  if (lead === undefined) return '你们这里没有这个编号。';
  if (lead.id === of.id) return '这就是现在这件。';
  if (lead.place.centreId !== of.place.centreId) return '不是同一家机构，不能并。';
  if (lead.leadId !== null) return '那件自己也并到了别的，写主件的编号。';
  return lead.dueAt === null ? '那件已经结束了。' : null;
}
