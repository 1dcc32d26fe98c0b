import { monthDay } from '../../ui/words/civil-words';
import { clockNames, resultWords } from '../../ui/words/complaint-words';
import type { Complaint } from './ask-complaints';
import { dayOf } from './when-words';

type Event = Complaint['events'][number];

const headlines: Readonly<Record<Event['kind'], string>> = {
  filed: '已收到',
  accepted: '已受理',
  refused: '没有受理',
  assigned: '换了经办',
  extended: '延期了',
  replied: '有答复了',
  handedOver: '转给了别的部门',
  closed: '办结了',
  joined: '和同一件事一起办',
  parted: '改为单独办理',
  added: '你补充了',
  withdrawn: '你撤回了',
  rated: '你打了分',
  reopened: '重新办了',
  escalated: '交给了上一级',
  takenOver: '上一级接手了',
  reminded: '快到期了',
  overdue: '超期了',
};

const speakers = { author: '你', officer: '经办部门', centre: '机构', service: '系统' } as const;

/** `已受理`. */
export const headlineOf = ({ kind }: Event): string => headlines[kind];

/** Who said or did it; nothing where the headline says so already. */
export function speakerOf({ kind, by }: Event): string | null {
  return by === 'author' && kind !== 'filed' ? null : speakers[by];
}

/** What the event says besides the words of whoever added it; null where there is nothing. */
export function factOf(event: Event): string | null {
  const { kind, body, until, result, score, clock, reference } = event;
  switch (kind) {
    case 'filed':
    case 'assigned':
    case 'escalated':
    case 'takenOver':
      return body && `由${body.name}办理`;
    case 'refused':
      return body && `可以找${body.name}`;
    case 'handedOver':
      return body && `转给${body.name}${reference === null ? '' : `，对方编号 ${reference}`}`;
    case 'extended':
      return until && `新的期限 ${monthDay(dayOf(Date.parse(until) - 1))}`;
    case 'closed':
      return result && resultWords[result];
    case 'rated':
      return score === null ? null : `${score} 分`;
    case 'reminded':
      return clock && `${clockNames[clock]}的期限，已经排进经办的待办`;
    case 'overdue':
      return clock && `${clockNames[clock]}过了期限`;
    default:
      return null;
  }
}
