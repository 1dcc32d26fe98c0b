import type { OutsideWords } from './notice-entry.js';
import type { NoticeKind } from './notices.public.js';

/** One of WeChat's message templates, as the operator chose it in the console for a kind of notice. */
export type WechatTemplate = {
  readonly kind: NoticeKind;
  readonly templateId: string;
  /** What WeChat's field (`thing1`, `time2`) is filled with. */
  readonly fields: readonly { readonly name: string; readonly value: keyof OutsideWords }[];
};

/** What a notice is called where the parent is asked whether WeChat may send it. */
export const kindTitles: { readonly [K in NoticeKind]: string } = {
  bookingCancelledByCentre: '机构取消了预约',
  bookedAtDesk: '机构帮你约好了',
  placeOffered: '排队的位置有了',
  waitlistChanged: '排队有变化',
  bookingChanged: '预约改了时间',
  careTomorrow: '明天去托育的提醒',
  markedNoShow: '机构记了没来',
  temporaryAnswered: '临时托有答复',
  pickupCodeUsed: '接娃码被使用',
  feeReductionDecided: '减免申请有结果',
  enrolmentAnswered: '入托申请有答复',
  enrolmentOverdue: '入托申请没按时答复',
  enrolmentEnded: '机构定了入托的最后一天',
  enrolledDaysClosed: '入托的日子机构不开门',
  enrolledDayMissed: '入托的孩子没有到园',
  complaintMoved: '投诉有进展',
  complaintAtDesk: '工作台有投诉要办',
  seatOffered: '排队的课有名额了',
  seatLineChanged: '排队的课有变化',
  classMoved: '报名的课改了时间或地点',
  classChanged: '报名的课改了价格或老师',
  classCancelled: '报名的课取消了',
  classTomorrow: '明天上课的提醒',
  liveStarting: '直播要开始的提醒',
  replayOut: '直播的回放出来了',
  commentDecided: '写的评价核对好了',
  guidanceDue: '今年还没有育儿指导',
  expertAnswered: '专家回了问题',
  homeVisitMoved: '入户指导有进展',
  guardianJoined: '有家长加入家庭',
};
const kinds = Object.keys(kindTitles) as NoticeKind[];

/** Kinds that have a centre, and that have a reason: a field left empty would be refused by WeChat (47003). */
const kindsWith: Partial<Record<keyof OutsideWords, readonly NoticeKind[]>> = {
  centre: [
    ...(['bookingCancelledByCentre', 'bookedAtDesk', 'bookingChanged', 'careTomorrow'] as const),
    ...(['markedNoShow', 'temporaryAnswered', 'pickupCodeUsed', 'enrolmentAnswered'] as const),
    ...(['enrolmentOverdue', 'enrolmentEnded', 'enrolledDaysClosed', 'enrolledDayMissed'] as const),
    ...(['placeOffered', 'waitlistChanged', 'seatOffered', 'seatLineChanged'] as const),
    ...(['classMoved', 'classChanged', 'classCancelled', 'classTomorrow'] as const),
    ...(['liveStarting', 'replayOut', 'commentDecided'] as const),
  ],
  reason: ['bookingCancelledByCentre', 'enrolledDaysClosed', 'classMoved', 'classChanged', 'classCancelled'],
};

type FieldType = 'thing' | 'phrase' | 'time' | 'date';
/**
 * WeChat's limits (参数值限制): `thing` 20 characters of any kind, `phrase` 5 Chinese characters, `time` a day and time
 * of 24 hours, `date` a day. Each takes the values that can be brought into its form.
 */
const typesOf: Record<keyof OutsideWords, readonly FieldType[]> = {
  title: ['thing'],
  centre: ['thing'],
  when: ['time', 'date', 'thing'],
  state: ['phrase', 'thing'],
  reason: ['thing'],
  hint: ['thing'],
};
const thingCharacters = 20;

/**
 * `kind:templateId:thing1=centre,time2=when;…`. Adds to `faults` what WeChat would refuse at the first message.
 * @returns in the order given
 */
export function readWechatTemplates(text: string, faults: string[]): WechatTemplate[] {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const templates = entries.flatMap(
    (entry) => readEntry(entry, (what) => faults.push(`WECHAT_TEMPLATES: ${what}`)) ?? [],
  );
  for (const [what, names] of [
    ['kind', templates.map(({ kind }) => kind)],
    ['template', templates.map(({ templateId }) => templateId)],
  ] as const)
    if (new Set<string>(names).size < names.length) faults.push(`WECHAT_TEMPLATES: a ${what} is named twice`);
  return templates;
}

function readEntry(entry: string, fault: (what: string) => void): WechatTemplate | null {
  const [kindText = '', templateId = '', fieldsText = '', ...more] = entry
    .split(':')
    .map((part) => part.trim());
  const kind = kinds.find((one) => one === kindText);
  if (!kind || !/^[\w-]{1,64}$/.test(templateId) || !fieldsText || more.length > 0) {
    fault(`“${entry}” is not kind:templateId:field=value,…; kinds are ${kinds.join(', ')}`);
    return null;
  }
  const fields = fieldsText.split(',').map((field) => {
    const [name = '', value = ''] = field.split('=').map((part) => part.trim());
    return { name, value: value as keyof OutsideWords };
  });
  for (const { name, value } of fields) {
    const type = fieldType(name);
    if (!typesOf[value]) fault(`${kind}: no value “${value}”; there are ${Object.keys(typesOf).join(', ')}`);
    else if (kindsWith[value]?.includes(kind) === false) fault(`${kind} has no ${value}`);
    else if (!type || !typesOf[value].includes(type))
      fault(`${kind}: ${name} can't hold ${value}, only ${typesOf[value].join(', ')} with a number can`);
  }
  return { kind, templateId, fields };
}

function fieldType(name: string): FieldType | undefined {
  return /^(thing|phrase|time|date)\d{1,2}$/.exec(name)?.[1] as FieldType | undefined;
}

/** The fields of a message, within WeChat's limits: cut where too long, in the form of their type. */
export function templateData(
  template: WechatTemplate,
  words: OutsideWords,
): Record<string, { value: string }> {
  return Object.fromEntries(
    template.fields.map(({ name, value }) => [
      name,
      { value: fitted(fieldType(name) ?? 'thing', value, words) },
    ]),
  );
}

function fitted(type: FieldType, name: keyof OutsideWords, words: OutsideWords): string {
  if (type === 'time' || (type === 'thing' && name === 'when')) return chineseMinute(words[name]);
  if (type === 'date') return chineseMinute(words[name]).slice(0, -6);
  if (type === 'phrase') return words[name].replace(/[^\p{Script=Han}]/gu, '').slice(0, 5);
  return cutThing(words[name]);
}

/** 2026年11月26日 08:30 */
function chineseMinute(when: string): string {
  const [year = '', month = '', day = ''] = when.slice(0, 10).split('-').map(Number).map(String);
  return `${year}年${month}月${day}日 ${when.slice(11)}`;
}

/** Breaks become blanks and an empty text a dash, or WeChat refuses the message. */
function cutThing(text: string): string {
  const characters = [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()];
  if (characters.length === 0) return '—';
  if (characters.length <= thingCharacters) return characters.join('');
  return `${characters.slice(0, thingCharacters - 1).join('')}…`;
}

/** Kinds that are also sent by SMS, `kind,kind`. None unless named: each message is paid for. */
export function readSmsKinds(names: readonly string[], faults: string[]): NoticeKind[] {
  const unknown = names.filter((name) => !kinds.some((kind) => kind === name));
  for (const name of unknown) faults.push(`SMS_NOTICES: no kind “${name}”; there are ${kinds.join(', ')}`);
  return kinds.filter((kind) => names.includes(kind));
}
