import type { ClassCard, SignUp } from '../../api/classes';
import { clockWords, monthDay, nearDayWords } from '../../ui/words/civil-words';
import { lengthWords, seatsWords, startWords } from '../../ui/words/class-words';
import { metresWords } from '../../ui/words/distance';

type Tint = 'green' | 'apricot' | 'plain' | 'red' | 'indigo';

const statusWords: Record<SignUp['status'], { word: string; tint: Tint }> = {
  confirmed: { word: '报上了', tint: 'green' },
  waiting: { word: '候补中', tint: 'apricot' },
  offered: { word: '有名额了', tint: 'green' },
  attended: { word: '上过了', tint: 'plain' },
  absent: { word: '没来', tint: 'plain' },
  cancelled: { word: '取消了', tint: 'plain' },
  declined: { word: '没要名额', tint: 'plain' },
  expired: { word: '过了时间', tint: 'plain' },
  closed: { word: '课取消了', tint: 'plain' },
  over: { word: '没等到', tint: 'plain' },
};

/** How a sign-up stands, in a word; a recorded class is begun, not reserved. */
export function signUpState({ status, class: of }: Pick<SignUp, 'status' | 'class'>): {
  word: string;
  tint: Tint;
} {
  if (of.way !== 'recorded') return statusWords[status];
  if (status === 'confirmed') return { word: '在学', tint: 'indigo' };
  return status === 'attended' ? { word: '学完了', tint: 'green' } : statusWords[status];
}

/** What its end means, and that nothing is owed. Null while it lives. */
export function endedWords({ status }: Pick<SignUp, 'status'>): string | null {
  switch (status) {
    case 'cancelled':
      return '已经取消，名额让出来了。没有费用。';
    case 'declined':
      return '名额没要，已经给了下一家。';
    case 'expired':
      return '名额留的时间过了，已经给了下一家。';
    case 'closed':
      return '主办方取消了这节课，没有费用。';
    case 'over':
      return '到开课也没有空出名额，没有费用。';
    case 'absent':
      return '记了没来。其实来了的话，告诉主办方。';
    default:
      return null;
  }
}

export const isLive = ({ status }: Pick<SignUp, 'status'>) =>
  status === 'confirmed' || status === 'waiting' || status === 'offered';

/** When and how far, or how long: what stands beside the way on a card. */
export function cardWhen(card: ClassCard, today: string | null): string {
  if (card.way === 'recorded')
    return card.recordedSeconds === null ? '随时能学' : lengthWords(card.recordedSeconds);
  const { session } = card;
  const when =
    session === null
      ? '时间待定'
      : card.time === 'running'
        ? `${clockWords(session.from)} 开始了`
        : `${startWords(session, today)}${card.sessionCount > 1 ? ` 起，共 ${card.sessionCount} 次` : ''}`;
  return card.distanceMetres === null ? when : `${when}·${metresWords(card.distanceMetres)}`;
}

/** Who gives it: the first expert, else where it is, else whose class it is. */
export function cardWho({ experts, way, venueName, organiser }: ClassCard): string {
  const [first] = experts;
  if (way === 'onSite') return venueName ?? organiser.name;
  if (first === undefined) return organiser.name;
  return first.title === null ? first.name : `${first.name} ${first.title}`;
}

/** The tag of a card: how it stands with my family, else what is to be had. */
export function cardTag(card: ClassCard, mine: SignUp | undefined): { text: string; tint: Tint } | null {
  if (mine?.status === 'waiting' && mine.waitlistPosition !== null)
    return { text: `候补第 ${mine.waitlistPosition}`, tint: 'apricot' };
  if (card.way === 'live' && card.time === 'running') return { text: '正在播', tint: 'red' };
  if (mine !== undefined && (isLive(mine) || mine.status === 'attended')) {
    if (card.way === 'recorded' && mine.status === 'confirmed') return { text: '接着学', tint: 'indigo' };
    const { word, tint } = signUpState(mine);
    return { text: word, tint };
  }
  if (card.time === 'running') return { text: '正在上', tint: 'apricot' };
  const seats = seatsWords(card.seats);
  if (seats !== null) return { text: seats, tint: (card.seats?.left ?? 0) > 0 ? 'green' : 'apricot' };
  if (card.way === 'recorded') return { text: '能学', tint: 'indigo' };
  return { text: '不限人', tint: 'green' };
}

/** One sentence for readers and for reading aloud. */
export function spokenCard(parts: {
  way: string;
  when: string;
  title: string;
  who: string;
  tag: string | null;
}): string {
  return [parts.way, parts.title, parts.when, parts.who, parts.tag].filter(Boolean).join('，');
}

/** `明天 8:00`, `今天 11:42`. */
export function untilWords({ date, time }: { date: string; time: string }, today: string | null): string {
  const day = today === null ? monthDay(date) : nearDayWords(date, today);
  return `${day} ${clockWords(time)}`;
}
