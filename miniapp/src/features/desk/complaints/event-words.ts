import { lastDayWords } from '../../../ui/words/civil-words';
import { clockNames, resultWords } from '../../../ui/words/complaint-words';
import type { CentreComplaint, OfficerComplaint } from './ask-complaints';

type Kind = OfficerComplaint['events'][number]['kind'];
/** What either desk reads of an event; its words stand apart. */
export type DeskEvent = Omit<CentreComplaint['events'][number], 'kind' | 'text'> & {
  kind: Kind;
  evidence?: readonly unknown[];
};

export const roleNames = {
  author: '家长',
  officer: '主管部门',
  centre: '机构',
  service: '系统',
} as const satisfies Record<DeskEvent['by'], string>;

const titles: Readonly<Record<Kind, string>> = {
  ...{ filed: '收到', accepted: '受理', refused: '不予受理', assigned: '交办', extended: '延期' },
  ...{ replied: '答复', handedOver: '转办', closed: '办结', joined: '并案', parted: '不再并案' },
  ...{
    added: '家长补充',
    withdrawn: '家长撤回',
    rated: '家长打分',
    reopened: '没解决，重新办',
    escalated: '交给上一级',
    takenOver: '上一级接手',
  },
  ...{ reminded: '催办', overdue: '超期' },
};

/** The name of what happened, and beside it to whom, until when, how it ended. */
export function eventLine(event: DeskEvent): { title: string; facts: string[] } {
  const { kind, body, until, result, score, clock, reference, evidence = [] } = event;
  const facts = [
    ...(body === null ? [] : [kind === 'refused' ? `可以找${body.name}` : body.name]),
    ...(reference === null ? [] : [`对方编号 ${reference}`]),
    ...(until === null ? [] : [`到 ${lastDayWords(until)}`]),
    ...(result === null ? [] : [resultWords[result]]),
    ...(score === null ? [] : [`${score} 分`]),
    ...(clock === null ? [] : [clockNames[clock]]),
    ...(evidence.length === 0 ? [] : [`${evidence.length} 个文件`]),
  ];
  return { title: titles[kind], facts };
}
