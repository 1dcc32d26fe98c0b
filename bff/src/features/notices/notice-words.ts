import { civilNow } from '../../lib/zone.js';
import { china } from '../../regions/cn.js';
import { classNoticeWords } from './class-notice-words.js';
import { complaintNoticeWords } from './complaint-notice-words.js';
import { clockWords, dayWords, type Entry, type NoticeWords } from './notice-entry.js';
import type { HomeVisitChange, NoticeEvent, NoticeFacts, NoticeKind } from './notices.public.js';

const hint = '打开小程序看详情';

type WaitlistChange = NoticeFacts['waitlistChanged']['change'];
const changedTitles: Record<WaitlistChange, string> = {
  expired: '留的位置过了时间',
  withdrawn: '留的位置收回了',
  closed: '不能再排了',
};
const changedSentences: Record<WaitlistChange, string> = {
  expired: '没有在时间内接受，已经给了下一家。',
  withdrawn: '园方减了位置，你们还在排队，名次不变。',
  closed: '园方那天不开门，或暂停了服务。可以看看附近的。',
};
const answerWords = {
  accepted: '机构同意了',
  declined: '机构接不了',
  none: '机构没有按时答复',
} as const;

const visitTitles: Record<HomeVisitChange, string> = {
  offered: '入户指导有时间了',
  lapsed: '入户指导的时间过了',
  declined: '这次来不了上门',
  cancelled: '入户指导取消了',
  done: '入户指导有记录了',
};
const visitSentences: Record<HomeVisitChange, string> = {
  offered: '给了几个时间，点开选一个。都不合适也可以说。',
  lapsed: '给的时间都过了，已经请他们再给几个。',
  declined: '原因点开看。可以看看附近的课。',
  cancelled: '原因点开看。还需要就再申请一次。',
  done: '来的人写了看到的和建议，点开看。',
};

/** Every sentence that families are told, by kind: facts filled in, short, 你 and no exclamation marks. */
const table: { readonly [K in NoticeKind]: Entry<K> } = {
  bookingCancelledByCentre: ({ bookingId, centreName, childNickname, date, from, reason }) => ({
    title: '预约被机构取消了',
    text: `${centreName}取消了${childNickname}${dayWords(date)} ${clockWords(from)} 的预约。原因：${reason}。点开看附近还有谁能接。`,
    target: { kind: 'booking', id: bookingId },
    outside: {
      title: '预约被机构取消了',
      centre: centreName,
      when: `${date} ${from}`,
      state: '已取消',
      // What a centre writes may be about the child: it is read in the app.
      reason: '原因点开看',
    },
  }),
  bookedAtDesk: ({ bookingId, centreName, childNickname, date, from }) => ({
    title: '机构帮你约好了',
    text: `${centreName}给${childNickname}约了${dayWords(date)} ${clockWords(from)}。不对就在预约里取消。`,
    target: { kind: 'booking', id: bookingId },
    outside: { title: '机构帮你约好了', centre: centreName, when: `${date} ${from}`, state: '已预约' },
  }),
  placeOffered: ({ waitlistEntryId, centreName, childNickname, date, from, until }) => ({
    title: '有位置了',
    text: `${centreName}${dayWords(date)} ${clockWords(from)} 有位置给${childNickname}，留到${until.date === date ? '当天' : dayWords(until.date)} ${clockWords(until.time)}。`,
    target: { kind: 'waitlistEntry', id: waitlistEntryId },
    outside: {
      title: '排队的位置有了',
      centre: centreName,
      when: `${until.date} ${until.time}`,
      state: '待确认',
      hint: '打开小程序，到时间前接受',
    },
  }),
  waitlistChanged: ({ waitlistEntryId, centreName, childNickname, date, from, change }) => ({
    title: changedTitles[change],
    text: `${childNickname}排的${centreName}${dayWords(date)} ${clockWords(from)}：${changedSentences[change]}`,
    target: { kind: 'waitlistEntry', id: waitlistEntryId },
    outside: {
      title: changedTitles[change],
      centre: centreName,
      when: `${date} ${from}`,
      state: '有变化',
    },
  }),
  bookingChanged: ({ bookingId, centreName, childNickname, before, date, from }) => ({
    title: '预约改了时间',
    text: `${childNickname}在${centreName}的预约，${before.centreName === centreName ? '' : `是换掉${before.centreName}来的，`}从${dayWords(before.date)} ${clockWords(before.from)} 改到${dayWords(date)} ${clockWords(from)}。`,
    target: { kind: 'booking', id: bookingId },
    outside: { title: '预约改了时间', centre: centreName, when: `${date} ${from}`, state: '已改时间' },
  }),
  careTomorrow: ({ bookingId, centreName, childNickname, date, from }) => ({
    title: '明天去托育',
    text: `${childNickname}明天 ${clockWords(from)} 去${centreName}，${dayWords(date)}。来不了就早点取消，生病点生病请假。`,
    target: { kind: 'booking', id: bookingId },
    outside: { title: '明天去托育', centre: centreName, when: `${date} ${from}`, state: '明天开始' },
  }),
  markedNoShow: ({ bookingId, centreName, childNickname, date, from }) => ({
    title: '机构记了没来',
    text: `${childNickname}${dayWords(date)} ${clockWords(from)} 没有到${centreName}。费用按预约时的说明，到园结算。来过就当天请老师补登记。`,
    target: { kind: 'booking', id: bookingId },
    outside: { title: '机构记了没来', centre: centreName, when: `${date} ${from}`, state: '没有到园' },
  }),
  temporaryAnswered: ({ bookingId, centreName, childNickname, date, from, answer, reason }) => {
    const title = answerWords[answer];
    const what = `${childNickname}${dayWords(date)} ${clockWords(from)} 的临时托`;
    const text = {
      accepted: `${centreName}同意了${what}。到门口给老师看入园卡。`,
      declined: `${centreName}接不了${what}。原因：${reason}。没有产生费用，可以看看附近。`,
      none: `${centreName}没有按时答复${what}。位置已经让出来，没有产生费用，可以看看附近。`,
    }[answer];
    return {
      ...{ title, text, target: { kind: 'booking', id: bookingId } },
      outside: { title: '临时托有结果了', centre: centreName, when: `${date} ${from}`, state: '有结果' },
    };
  },
  pickupCodeUsed: ({ centreName, childNickname, pickupName }, at) => ({
    title: '接娃码用过了',
    text: `${pickupName}${at.slice(-5).replace(/^0/, '')} 在${centreName}接${childNickname}，用了接娃码。`,
    target: { kind: 'family', id: null },
    outside: { title: '接娃码用过了', centre: centreName, state: '已使用' },
  }),
  feeReductionDecided: ({ feeReductionId, childNickname, isGranted }) => ({
    title: '减免申请有结果了',
    text: isGranted
      ? `${childNickname}的减免申请通过了。`
      : `${childNickname}的减免申请没有通过，原因在申请里。`,
    target: { kind: 'family', id: feeReductionId },
    outside: { title: '你的申请有结果了', state: '已处理' },
  }),
  enrolmentAnswered: ({ enrolmentId, centreName, childNickname, isAccepted }) => ({
    title: '入托申请有答复了',
    text: isAccepted
      ? `${centreName}收下了${childNickname}，第一天和价格在申请里。`
      : `${centreName}这次没有收${childNickname}，原因在申请里。`,
    target: { kind: 'enrolment', id: enrolmentId },
    outside: { title: '你的申请有答复了', centre: centreName, state: '已答复' },
  }),
  enrolmentOverdue: ({ enrolmentId, centreName, childNickname }) => ({
    title: '入托申请超过答复期限',
    text: `${centreName}还没有答复${childNickname}的申请。可以打电话问，或看看别家。`,
    target: { kind: 'enrolment', id: enrolmentId },
    outside: { title: '你的申请还没有答复', centre: centreName, state: '未答复' },
  }),
  enrolmentEnded: ({ enrolmentId, centreName, childNickname, lastDay }) => ({
    title: '机构定了最后一天',
    text: `${childNickname}在${centreName}的最后一天是${dayWords(lastDay)}，原因在申请里。`,
    target: { kind: 'enrolment', id: enrolmentId },
    outside: { title: '入托有变化', centre: centreName, state: '有变化' },
  }),
  enrolledDaysClosed: ({ enrolmentId, centreName, childNickname, date, days, reason }) => ({
    title: days > 1 ? '机构有几天不开门' : '机构有一天不开门',
    text: `${centreName}${dayWords(date)}${days > 1 ? `起有 ${days} 天` : ''}不开门，${childNickname}不用去。原因：${reason}`,
    target: { kind: 'enrolment', id: enrolmentId },
    outside: {
      title: '机构有几天不开门',
      centre: centreName,
      when: `${date} 00:00`,
      state: '不开门',
      reason,
    },
  }),
  enrolledDayMissed: ({ enrolmentId, centreName, childNickname, date }) => ({
    title: '机构记了没来',
    text: `${childNickname}${dayWords(date)}没有到${centreName}。后来到了，当天请老师补登记。`,
    target: { kind: 'enrolment', id: enrolmentId },
    outside: { title: '机构记了没来', centre: centreName, when: `${date} 00:00`, state: '没有到园' },
  }),
  ...complaintNoticeWords,
  ...classNoticeWords,
  // Outside nothing says which help a family gets.
  guidanceDue: ({ childId, childNickname, year }) => ({
    title: '今年还没有育儿指导',
    text: `${childNickname} ${year} 年还没有一次育儿指导。每年一次，免费的多。点开看合适的课，不需要也可以说。`,
    target: { kind: 'guidance', id: childId },
    outside: { title: '今年的指导还没有', state: '可以预约' },
  }),
  expertAnswered: ({ expertQuestionId, expertName }) => ({
    title: '专家回了你的问题',
    text: `${expertName}的答复到了，点开看。`,
    target: { kind: 'expertQuestion', id: expertQuestionId },
    outside: { title: '你的问题有答复了', state: '已答复' },
  }),
  homeVisitMoved: ({ homeVisitId, providerName, childNickname, change, slot }) => ({
    title: visitTitles[change],
    text: `${providerName}给${childNickname}的入户指导${slot ? `，${dayWords(slot.date)} ${clockWords(slot.from)}` : ''}：${visitSentences[change]}`,
    target: { kind: 'homeVisit', id: homeVisitId },
    outside: { title: '你的申请有新进展', state: '有进展' },
  }),
  guardianJoined: () => ({
    title: '家里多了一位家长',
    text: '现在两位家长都能看孩子、接送人和预约。不认识就在家庭里看是谁。',
    target: { kind: 'family', id: null },
    outside: { title: '家里多了一位家长', state: '已加入' },
  }),
};

/** The sentences of one event, in the time of the product's home. */
export function wordsOf(event: NoticeEvent): NoticeWords {
  const { date, time } = civilNow(china.timeZone, event.at);
  const at = `${date} ${time}`;
  // The table has for each kind what takes that kind's facts.
  const words = (table[event.kind] as Entry<NoticeKind>)(event.facts as never, at);
  return { ...words, outside: { centre: '', reason: '', when: at, hint, ...words.outside } };
}
