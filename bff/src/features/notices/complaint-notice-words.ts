import { addDays } from '@nearcare/shared/rules/civil-date';
import { clockWords, dayWords } from './notice-entry.js';
import type { ComplaintChange, NoticeFacts } from './notices.public.js';

const complaintTitles: Record<ComplaintChange, string> = {
  accepted: '投诉受理了',
  refused: '投诉没有受理',
  assigned: '投诉换了经办部门',
  extended: '投诉延期了',
  replied: '投诉有回复了',
  handedOver: '投诉转交了',
  joined: '投诉和同一件事一起办',
  parted: '投诉改为单独办',
  closed: '投诉办结了',
  takenOver: '投诉由上一级接手了',
  reminded: '投诉快到期了',
  overdue: '投诉超期了',
};
const complaintSentences: Record<ComplaintChange, string> = {
  accepted: '已经有人在办，进度里有期限。',
  refused: '原因和可以找的部门在进度里。',
  assigned: '现在由谁办，进度里能看到。',
  extended: '原因和新的期限在进度里。',
  replied: '点开看回复，有话可以接着补充。',
  handedOver: '转给了谁，进度里能看到。',
  joined: '有人反映了同一件事，回复会一起给你。',
  parted: '一起办的那件没有办下去，你这件接着办，期限不变。',
  closed: '解决了吗，打个分。没解决可以重新办。',
  takenOver: '一直超期，上一级接过来办了，期限重新算。',
  reminded: '期限快到了，经办那边的待办里已经排上。',
  overdue: '过了期限还没有办，已经记下来。能做什么看进度，急事打 12345。',
};

type DeskFacts = NoticeFacts['complaintAtDesk'];
const deskTitles: Record<DeskFacts['change'], string> = {
  urgent: '工作台：有一件紧急投诉',
  reminded: '工作台：一件投诉快到期了',
  overdue: '工作台：一件投诉超期了',
  takenOver: '工作台：一件投诉由上一级接手了',
};
const deskSentences: Record<DeskFacts['change'], (until: string) => string> = {
  urgent: (until) => `最迟 ${until}，先看这件。`,
  reminded: (until) => `最迟 ${until}，已经排在待办里。`,
  overdue: (until) => `期限是 ${until}，还没有办完。`,
  takenOver: () => '一直超期，上一级接过去办了，这里不用再办。',
};

/** What the clocks say promises somebody who reads it. */
const ofClocks: readonly ComplaintChange[] = ['reminded', 'overdue'];
const nobodyHere = '这个区还没有人在这里办理，请打 12345。';

/** 11月26日 周四 8:30; a day where it ends with one. */
function untilWords({ date, time }: { date: string; time: string }): string {
  return time === '00:00' ? dayWords(addDays(date, -1)) : `${dayWords(date)} ${clockWords(time)}`;
}

/** Sentences about complaints: what their authors are told, and who holds their desks. */
export const complaintNoticeWords = {
  // Outside nothing says that somebody complained.
  complaintMoved: ({ complaintId, number, change, isHandledHere }: NoticeFacts['complaintMoved']) => ({
    title: complaintTitles[change],
    text: `${number}：${isHandledHere || !ofClocks.includes(change) ? complaintSentences[change] : nobodyHere}`,
    target: { kind: 'complaint' as const, id: complaintId },
    outside: { title: '你办的事有新进展', state: '有进展' },
  }),
  // Outside nothing says what is to be done at which desk.
  complaintAtDesk: ({ complaintId, number, role, change, isUrgent, until }: DeskFacts) => ({
    title: deskTitles[change],
    text: `${number}${isUrgent ? '（紧急）' : ''}：${deskSentences[change](untilWords(until))}`,
    target: {
      kind: role === 'officer' ? ('deskComplaint' as const) : ('deskCentreComplaint' as const),
      id: complaintId,
    },
    outside: { title: '工作台有一件事', state: change === 'takenOver' ? '有变化' : '待处理' },
  }),
};
