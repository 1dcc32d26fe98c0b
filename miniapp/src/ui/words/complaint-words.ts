import type { Reply } from '@nearcare/shared/contract/types';
import { clockWords, lastDayWords, monthDay } from './civil-words';

type Complaint = Reply<'getComplaint'>;
type Tint = 'plain' | 'indigo' | 'apricot' | 'green';

export const complaintState: Readonly<Record<Complaint['state'], { word: string; tint: Tint }>> = {
  submitted: { word: '等受理', tint: 'apricot' },
  accepted: { word: '已受理', tint: 'indigo' },
  assigned: { word: '办理中', tint: 'indigo' },
  replied: { word: '已答复', tint: 'green' },
  closed: { word: '已办结', tint: 'plain' },
  refused: { word: '不予受理', tint: 'plain' },
  withdrawn: { word: '已撤回', tint: 'plain' },
};

type CategoryWord = {
  label: string;
  isUrgent: boolean;
  /** The centre answers it itself, where one is known and nobody is named. */
  isCentreFirst?: boolean;
};

/** Short, for lists and for the time without a network; the same as in the server’s regions. What is urgent comes first. */
export const complaintCategory: Readonly<Record<Complaint['category'], CategoryWord>> = {
  abuse: { label: '虐待、体罚', isUrgent: true },
  injury: { label: '受伤、事故', isUrgent: true },
  foodSafety: { label: '食物中毒、食品安全', isUrgent: true },
  wrongPickup: { label: '走失、接错', isUrgent: true },
  fireSafety: { label: '消防、房屋安全', isUrgent: true },
  closure: { label: '关停跑路', isUrgent: true },
  infection: { label: '传染病', isUrgent: false },
  feeRefund: { label: '收费、退费', isUrgent: false },
  contract: { label: '合同、虚假宣传', isUrgent: false },
  overRatio: { label: '超班额、老师不够', isUrgent: false },
  unfiled: { label: '没有备案、没有资质', isUrgent: false },
  hygiene: { label: '卫生保健', isUrgent: false },
  service: { label: '服务态度、沟通', isUrgent: false, isCentreFirst: true },
  privacy: { label: '隐私、视频泄露', isUrgent: false },
  class: { label: '课程、活动', isUrgent: false },
};

export const evidenceKinds: Readonly<
  Record<Complaint['events'][number]['evidence'][number]['kind'], string>
> = { image: '照片', video: '视频', audio: '录音', pdf: 'PDF' };

export const complaintIdentity: Readonly<Record<Complaint['identity'], string>> = {
  named: '机构知道是你',
  hidden: '机构不知道是你',
  anonymous: '谁都不知道是你',
};

export const clockNames: Readonly<Record<Complaint['clocks'][number]['name'], string>> = {
  accept: '受理',
  reply: '首次答复',
  finish: '办结',
};

export const resultWords = {
  solved: '解决了',
  partlySolved: '解决了一部分',
  notConfirmed: '没有查实',
  handedOver: '转给别的部门办',
} as const satisfies Record<NonNullable<Complaint['events'][number]['result']>, string>;

/** `11月26日 17:30`, by this phone's clock. */
export function momentWords(instant: string): string {
  const at = new Date(instant);
  const time = `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
  return `${at.getMonth() + 1}月${at.getDate()}日 ${time}`;
}

/** Until when, of a deadline: urgent ones run in hours and need the minute, others end with a day. */
export function dueWords(level: Complaint['level'], dueAt: string): string {
  const isDay = level === 'normal' || endsWithDay({ workdaysLeft: null, dueAt });
  return isDay ? lastDayWords(dueAt) : momentWords(dueAt);
}

type Clock = Complaint['clocks'][number];

/**
 * Whether it ends with a day rather than at an hour: all that run in working days, and what runs in hours once it was
 * extended, which is to a day.
 */
export function endsWithDay({ workdaysLeft, dueAt }: Pick<Clock, 'workdaysLeft' | 'dueAt'>): boolean {
  const due = new Date(dueAt);
  return workdaysLeft !== null || (due.getHours() === 0 && due.getMinutes() === 0);
}

/** More hours than these nobody reads as hours. */
export const longInHours = 72;

/** `还剩 2 小时 5 分`; what is far away by the day. */
function hoursLeft(dueAt: string, nowMs: number): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(dueAt) - nowMs) / 60_000));
  if (minutes > longInHours * 60) return `还剩 ${Math.ceil(minutes / 1440)} 天`;
  if (minutes < 60) return `还剩 ${minutes} 分钟`;
  return `还剩 ${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

/** `受理 最迟 11月26日，还剩 2 个工作日`; urgent ones in hours. */
export function deadlineWords(clock: Clock, nowMs: number = Date.now()): string {
  const { name, dueAt, dueOn, workdaysLeft, isOverdue } = clock;
  const until = endsWithDay(clock) ? monthDay(dueOn) : momentWords(dueAt);
  const what = `${clockNames[name]}最迟 ${until}`;
  if (isOverdue) return `${what}，已经超期`;
  return `${what}，${workdaysLeft === null ? hoursLeft(dueAt, nowMs) : `还剩 ${workdaysLeft} 个工作日`}`;
}

/** `11月21日 16:30`; only the day where no time was said; null where neither. */
export function incidentWords(of: Pick<Complaint, 'incidentOn' | 'incidentTime'>): string | null {
  if (of.incidentOn === null) return null;
  const time = of.incidentTime === null ? '' : ` ${clockWords(of.incidentTime)}`;
  return `${monthDay(of.incidentOn)}${time}`;
}
