import type { ParentClass, SignUp } from '../../../api/classes';
import { clockWords, monthDay } from '../../../ui/words/civil-words';

/** What the one solid button of a class's page does, or why there is none. */
export type DockWay =
  | { kind: 'signUp' | 'wait' | 'start' | 'goOn' | 'enter' }
  | { kind: 'none'; reason: string }
  /** Nothing to do and nothing to say: the cards above say it. */
  | { kind: 'quiet' };

type Asked = Pick<ParentClass, 'way' | 'status' | 'time' | 'signUp' | 'seats' | 'replayOf'>;

const isHeld = ({ status }: SignUp) => status === 'confirmed' || status === 'attended';

/** `mine`: my family's sign-ups for this class. `hasUnsigned`: a child of ours is not signed up yet. */
export function dockWay(of: Asked, mine: readonly SignUp[], hasUnsigned: boolean): DockWay {
  if (of.status === 'cancelled') return { kind: 'none', reason: '这节课取消了' };
  const isIn = mine.some(isHeld);
  if (of.way === 'recorded' && isIn) return { kind: 'goOn' };
  if (of.signUp.state === 'paused' && !isIn && of.time !== 'over')
    return { kind: 'none', reason: '主办的机构暂停服务，现在不能报名' };
  if (of.way === 'recorded') return { kind: 'start' };
  if (of.way === 'live' && (isIn || of.time === 'running' || of.time === 'over')) return { kind: 'enter' };
  if (of.time === 'over') return { kind: 'none', reason: '这节课上完了' };
  if (mine.length > 0 && !hasUnsigned) return { kind: 'quiet' };
  const { state, opensOn, opensTime } = of.signUp;
  if (state === 'notYet')
    return { kind: 'none', reason: `${monthDay(opensOn)} ${clockWords(opensTime)} 开始报名` };
  if (state === 'over') return { kind: 'none', reason: '报名已经截止' };
  if (mine.length > 0) return { kind: 'quiet' };
  const isFull = of.seats !== null && (of.seats.left === 0 || of.seats.waiting > 0);
  return { kind: isFull ? 'wait' : 'signUp' };
}

export const dockWords: Record<Exclude<DockWay['kind'], 'none' | 'quiet'>, string> = {
  signUp: '报名',
  wait: '排候补',
  start: '开始学',
  goOn: '接着学',
  enter: '进直播间',
};
