import type { FeeReduction, Guardian, PickupCode } from '../../api/family';
import { lastDayWords } from '../../ui/words/civil-words';

type Tint = 'green' | 'apricot' | 'plain';

export const feeStateWords: Record<FeeReduction['state'], { word: string; tint: Tint }> = {
  requested: { word: '等答复', tint: 'apricot' },
  granted: { word: '同意减免', tint: 'green' },
  refused: { word: '没有同意', tint: 'plain' },
};

/** By this phone's calendar: `11月26日`. */
export const dayOf = (instant: string) => {
  const at = new Date(instant);
  return `${at.getMonth() + 1}月${at.getDate()}日`;
};

/** Who decides and until when, what was handed in, and what came of it, a line each. */
export function reductionLines(of: FeeReduction): string[] {
  const proofs = of.proofs === 0 ? '没有附证明，带原件去' : `附了 ${of.proofs} 份证明`;
  const district = of.districtName === null ? '' : `${of.districtName}卫健部门`;
  if (of.state === 'requested') {
    const until = of.answerBy === null ? '' : `最迟 ${lastDayWords(of.answerBy)} 答复`;
    return [[district, until].filter(Boolean).join('，'), `${dayOf(of.requestedAt)} 申请，${proofs}`].filter(
      Boolean,
    );
  }
  const decided = of.decidedAt === null ? '' : `${dayOf(of.decidedAt)} 答复`;
  return [[district, decided].filter(Boolean).join('，'), of.reason ?? ''].filter(Boolean);
}

export const codeStateWords: Record<PickupCode['state'], { word: string; tint: Tint }> = {
  valid: { word: '有效', tint: 'green' },
  used: { word: '用过了', tint: 'plain' },
  revoked: { word: '已收回', tint: 'plain' },
  expired: { word: '过期了', tint: 'plain' },
};

/** What this phone can say for sure without asking: a code whose time is over is over. */
export function codeStateNow(code: PickupCode, nowMs: number): PickupCode['state'] {
  return code.state === 'valid' && Date.parse(code.expiresAt) <= nowMs ? 'expired' : code.state;
}

/** `手机尾号 8000`; who signed in by WeChat alone has given none. */
export const tailWords = (phoneTail: string | null) =>
  phoneTail === null ? '微信登录，没留手机号' : `手机尾号 ${phoneTail}`;

export const guardianName = (guardian: Guardian) => (guardian.isMe ? '我' : '另一位家长');

/** Letters and digits as they were meant: capitals, without what chats and fingers put between them. */
export const cleanCode = (typed: string) => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** `k7qp-3mxd` → `K7QP 3MXD`: four are what an eye keeps. */
export const inFours = (code: string) =>
  cleanCode(code)
    .match(/.{1,4}/g)
    ?.join(' ') ?? '';

/** Until when, by this phone's calendar: `今天 18:05`, `明天 9:12`, `11月26日 9:12`. */
export function untilWords(untilMs: number, nowMs: number): string {
  const [until, now] = [new Date(untilMs), new Date(nowMs)];
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(until) - midnight(now)) / 86_400_000);
  const near = ['今天', '明天', '后天'][days];
  const day = near ?? `${until.getMonth() + 1}月${until.getDate()}日`;
  return `${day} ${until.getHours()}:${String(until.getMinutes()).padStart(2, '0')}`;
}

/** What 我的 says beside 家人和接送: `2 位家长，1 位接送`. */
export function peopleWords(guardians: number, pickups: number): string {
  return pickups === 0 ? `${guardians} 位家长` : `${guardians} 位家长，${pickups} 位接送`;
}

/** `482613` → `482 613`. */
export const inThrees = (digits: string) => digits.match(/.{1,3}/g)?.join(' ') ?? '';
