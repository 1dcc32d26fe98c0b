import { clockWords, dayWords, type Entry } from './notice-entry.js';
import type { NoticeFacts } from './notices.public.js';

type LineChange = NoticeFacts['seatLineChanged']['change'];
const lineTitles: Record<LineChange, string> = {
  expired: '留的名额过了时间',
  withdrawn: '留的名额收回了',
  missed: '没有排到名额',
};
const lineSentences: Record<LineChange, string> = {
  expired: '没有在时间内确认，已经给了下一家。',
  withdrawn: '主办方减了名额，你们还在排队，名次不变。',
  missed: '报名结束了，没有等到空出来的名额。可以看看别的课。',
};
type ClassKind =
  | 'seatOffered'
  | 'seatLineChanged'
  | 'classMoved'
  | 'classChanged'
  | 'classCancelled'
  | 'classTomorrow'
  | 'liveStarting'
  | 'replayOut'
  | 'commentDecided';

/** What families are told of classes. */
export const classNoticeWords: { readonly [K in ClassKind]: Entry<K> } = {
  seatOffered: ({ signUpId, title, childNickname, organiserName, date, until }) => ({
    title: '课有名额了',
    text: `《${title}》有名额给${childNickname}，留到${until.date === date ? '当天' : dayWords(until.date)} ${clockWords(until.time)}。`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: {
      title: '排队的课有名额了',
      centre: organiserName,
      when: `${until.date} ${until.time}`,
      state: '待确认',
      hint: '打开小程序，到时间前确认',
    },
  }),
  seatLineChanged: ({ signUpId, title, organiserName, date, from, change }) => ({
    title: lineTitles[change],
    text: `《${title}》${dayWords(date)} ${clockWords(from)}：${lineSentences[change]}`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: {
      title: '排队的课有变化',
      centre: organiserName,
      when: `${date} ${from}`,
      state: '有变化',
    },
  }),
  classMoved: ({
    signUpId,
    title,
    childNickname,
    organiserName,
    date,
    from,
    reason,
    venueName,
    ...terms
  }) => ({
    title: '课改了时间或地点',
    text: `${childNickname}报的《${title}》现在是${dayWords(date)} ${clockWords(from)}${venueName === null ? '' : `，在${venueName}`}。${termsWords(terms)}原因：${reason}。来不了可以取消。`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: {
      title: '课改了时间或地点',
      centre: organiserName,
      when: `${date} ${from}`,
      state: '已改时间',
      reason,
    },
  }),
  classChanged: ({ signUpId, title, childNickname, organiserName, date, from, reason, ...terms }) => ({
    title: '报名的课有变化',
    text: `${childNickname}报的《${title}》：${termsWords(terms)}原因：${reason}。${isBetter(terms) ? '' : '不合适可以取消。'}`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: {
      title: '报名的课有变化',
      centre: organiserName,
      when: `${date} ${from}`,
      state: '有变化',
      reason,
    },
  }),
  classCancelled: ({ signUpId, title, childNickname, organiserName, date, from, reason }) => ({
    title: '课取消了',
    text: `${childNickname}报的《${title}》，${dayWords(date)} ${clockWords(from)}，不上了。原因：${reason}。可以看看别的课。`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: {
      title: '报名的课取消了',
      centre: organiserName,
      when: `${date} ${from}`,
      state: '已取消',
      reason,
    },
  }),
  classTomorrow: ({ signUpId, title, childNickname, organiserName, date, from, venueName, isFirst }) => ({
    title: '明天上课',
    text: `《${title}》明天 ${clockWords(from)} 开始，${dayWords(date)}${venueName === null ? '' : `，在${venueName}`}，${childNickname}报的。${isFirst ? '来不了就早点取消。' : ''}`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: { title: '明天上课', centre: organiserName, when: `${date} ${from}`, state: '明天开始' },
  }),
  liveStarting: ({ signUpId, title, organiserName, date, from, isOn }) => ({
    title: isOn ? '直播开始了' : '直播要开始了',
    text: isOn
      ? `《${title}》已经开始，点开就能看。`
      : `《${title}》今天 ${clockWords(from)} 开始，可以先进直播间等。`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: {
      title: isOn ? '直播开始了' : '直播要开始了',
      centre: organiserName,
      when: `${date} ${from}`,
      state: isOn ? '已开始' : '将开始',
    },
  }),
  replayOut: ({ classId, title, organiserName, date, from }) => ({
    title: '直播的回放出来了',
    text: `《${title}》的回放出来了，什么时候都能看。没赶上直播的，看完也算一次育儿指导。`,
    target: { kind: 'class', id: classId },
    outside: { title: '直播的回放出来了', centre: organiserName, when: `${date} ${from}`, state: '可以看' },
  }),
  commentDecided: ({ signUpId, title, organiserName, date, from, ...check }) => ({
    title: check.decision === 'released' ? '写的评价核对好了' : '写的评价没有给主办方看',
    text: `《${title}》：${checkWords(check)}`,
    target: { kind: 'classSignUp', id: signUpId },
    outside: { title: '写的评价核对好了', centre: organiserName, when: `${date} ${from}`, state: '已核对' },
  }),
};

type Check = Pick<NoticeFacts['commentDecided'], 'decision' | 'reason' | 'until'>;

function checkWords({ decision, reason, until }: Check): string {
  if (decision === 'released') return '写的话核对过了，主办方会看到，看不到是谁写的。';
  const why = reason === null ? '' : `原因：${reason}。`;
  const again = until === null ? '' : `${dayWords(until)}前能改写，再核对一次。`;
  return `写的话没有给主办方看。${why}分数照常算。${again}`;
}

type Terms = Pick<NoticeFacts['classChanged'], 'price' | 'experts'>;

/** Whole sentences; empty where price and teachers stayed. */
function termsWords({ price, experts }: Terms): string {
  const namesOf = (names: readonly string[]) => (names.length === 0 ? '没有定' : names.join('、'));
  return [
    price ? `价格从${priceWords(price.beforeFen, price)}改成${priceWords(price.fen, price)}。` : '',
    experts ? `老师从${namesOf(experts.before)}换成${namesOf(experts.now)}。` : '',
  ].join('');
}

/** Nothing but a lower price, which lets nobody go. */
const isBetter = ({ price, experts }: Terms): boolean =>
  experts === null && price !== null && price.fen < price.beforeFen;

function priceWords(fen: number, { currency }: { currency: string }): string {
  return fen === 0 ? '免费' : ` ${fen / 100} ${currency === 'CNY' ? '元' : currency}`;
}
