import { describe, expect, it } from 'vitest';
import { wordsOf } from './notice-words.js';
import type { NoticeEvent } from './notices.public.js';

const child = { childNickname: '小满' };
const booking = { bookingId: 'b_1', centreName: '绒球屋', ...child, date: '2026-11-26', from: '08:30' };
const enrolment = { enrolmentId: 'en_1', centreName: '绒球屋', ...child };
const signUp = {
  ...{ signUpId: 'su_1', title: '爬走跑', organiserName: '禾川市', ...child },
  ...{ date: '2026-11-28', from: '10:00' },
};
const sameTerms = { price: null, experts: null };
const dearer = { beforeFen: 0, fen: 2050, currency: 'CNY' };
const visit = { homeVisitId: 'hv_1', providerName: '禾川市', ...child };
const atDesk = {
  ...({ complaintId: 'cp_1', number: '261124-073852', role: 'officer', isUrgent: true } as const),
  until: { date: '2026-11-24', time: '11:12' },
};
/** What ends with a day ends at the midnight after it. */
const inDays = { isUrgent: false, until: { date: '2026-12-01', time: '00:00' } };
const common = { key: 'k', familyId: 'f_1', at: new Date('2026-11-24T01:12:00Z') };
const events: NoticeEvent[] = [
  { ...common, kind: 'bookingCancelledByCentre', facts: { ...booking, reason: '停电' } },
  { ...common, kind: 'bookedAtDesk', facts: booking },
  {
    ...common,
    kind: 'bookingChanged',
    facts: { ...booking, before: { centreName: booking.centreName, date: '2026-11-25', from: '08:00' } },
  },
  { ...common, kind: 'careTomorrow', facts: booking },
  { ...common, kind: 'markedNoShow', facts: booking },
  { ...common, kind: 'pickupCodeUsed', facts: { centreName: '绒球屋', ...child, pickupName: '外婆' } },
  { ...common, kind: 'feeReductionDecided', facts: { feeReductionId: 'fr_1', ...child, isGranted: true } },
  { ...common, kind: 'feeReductionDecided', facts: { feeReductionId: 'fr_1', ...child, isGranted: false } },
  { ...common, kind: 'guardianJoined', facts: {} },
  { ...common, kind: 'enrolmentAnswered', facts: { ...enrolment, isAccepted: true } },
  { ...common, kind: 'enrolmentAnswered', facts: { ...enrolment, isAccepted: false } },
  { ...common, kind: 'enrolmentOverdue', facts: enrolment },
  { ...common, kind: 'enrolmentEnded', facts: { ...enrolment, lastDay: '2026-12-31' } },
  {
    ...{ ...common, kind: 'enrolledDaysClosed' },
    facts: { ...enrolment, date: '2026-12-03', days: 2, reason: '消毒' },
  },
  { ...common, kind: 'enrolledDayMissed', facts: { ...enrolment, date: '2026-12-03' } },
  {
    ...{ ...common, kind: 'seatOffered' },
    facts: { ...signUp, until: { date: '2026-11-27', time: '18:00' } },
  },
  { ...common, kind: 'seatLineChanged', facts: { ...signUp, change: 'expired' } },
  {
    ...{ ...common, kind: 'classMoved' },
    facts: { ...signUp, ...sameTerms, reason: '老师生病', venueName: '儿童之家' },
  },
  {
    ...{ ...common, kind: 'classChanged' },
    facts: { ...signUp, ...sameTerms, price: dearer, reason: '换了教室' },
  },
  { ...common, kind: 'liveStarting', facts: { ...signUp, isOn: false } },
  { ...common, kind: 'liveStarting', facts: { ...signUp, isOn: true } },
  { ...common, kind: 'replayOut', facts: { ...signUp, classId: 'cl_1' } },
  {
    ...{ ...common, kind: 'commentDecided' },
    facts: { ...signUp, decision: 'released', reason: null, until: '2026-12-12' },
  },
  {
    ...{ ...common, kind: 'commentDecided' },
    facts: { ...signUp, decision: 'withheld', reason: '写了别人的电话', until: '2026-12-12' },
  },
  { ...common, kind: 'seatLineChanged', facts: { ...signUp, change: 'missed' } },
  { ...common, kind: 'classCancelled', facts: { ...signUp, reason: '停电', venueName: null } },
  { ...common, kind: 'classTomorrow', facts: { ...signUp, venueName: '儿童之家', isFirst: true } },
  { ...common, kind: 'classTomorrow', facts: { ...signUp, venueName: null, isFirst: false } },
  { ...common, kind: 'guidanceDue', facts: { childId: 'ch_1', ...child, year: 2026 } },
  { ...common, kind: 'expertAnswered', facts: { expertQuestionId: 'eq_1', expertName: '周敏' } },
  { ...common, kind: 'complaintAtDesk', facts: { ...atDesk, change: 'urgent' } },
  { ...common, kind: 'complaintAtDesk', facts: { ...atDesk, change: 'overdue', ...inDays } },
  { ...common, kind: 'homeVisitMoved', facts: { ...visit, change: 'offered', slot: null } },
  {
    ...{ ...common, kind: 'homeVisitMoved' },
    facts: { ...visit, change: 'cancelled', slot: { date: '2026-12-03', from: '09:00' } },
  },
];

describe('what a family is told', () => {
  it('is said in full, with days and times as people read them', () => {
    expect(events.map((event) => wordsOf(event).text)).toEqual([
      '绒球屋取消了小满11月26日 周四 8:30 的预约。原因：停电。点开看附近还有谁能接。',
      '绒球屋给小满约了11月26日 周四 8:30。不对就在预约里取消。',
      '小满在绒球屋的预约，从11月25日 周三 8:00 改到11月26日 周四 8:30。',
      '小满明天 8:30 去绒球屋，11月26日 周四。来不了就早点取消，生病点生病请假。',
      '小满11月26日 周四 8:30 没有到绒球屋。费用按预约时的说明，到园结算。来过就当天请老师补登记。',
      '外婆9:12 在绒球屋接小满，用了接娃码。',
      '小满的减免申请通过了。',
      '小满的减免申请没有通过，原因在申请里。',
      '现在两位家长都能看孩子、接送人和预约。不认识就在家庭里看是谁。',
      '绒球屋收下了小满，第一天和价格在申请里。',
      '绒球屋这次没有收小满，原因在申请里。',
      '绒球屋还没有答复小满的申请。可以打电话问，或看看别家。',
      '小满在绒球屋的最后一天是12月31日 周四，原因在申请里。',
      '绒球屋12月3日 周四起有 2 天不开门，小满不用去。原因：消毒',
      '小满12月3日 周四没有到绒球屋。后来到了，当天请老师补登记。',
      '《爬走跑》有名额给小满，留到11月27日 周五 18:00。',
      '《爬走跑》11月28日 周六 10:00：没有在时间内确认，已经给了下一家。',
      '小满报的《爬走跑》现在是11月28日 周六 10:00，在儿童之家。原因：老师生病。来不了可以取消。',
      '小满报的《爬走跑》：价格从免费改成 20.5 元。原因：换了教室。不合适可以取消。',
      '《爬走跑》今天 10:00 开始，可以先进直播间等。',
      '《爬走跑》已经开始，点开就能看。',
      '《爬走跑》的回放出来了，什么时候都能看。没赶上直播的，看完也算一次育儿指导。',
      '《爬走跑》：写的话核对过了，主办方会看到，看不到是谁写的。',
      '《爬走跑》：写的话没有给主办方看。原因：写了别人的电话。分数照常算。12月12日 周六前能改写，再核对一次。',
      '《爬走跑》11月28日 周六 10:00：报名结束了，没有等到空出来的名额。可以看看别的课。',
      '小满报的《爬走跑》，11月28日 周六 10:00，不上了。原因：停电。可以看看别的课。',
      '《爬走跑》明天 10:00 开始，11月28日 周六，在儿童之家，小满报的。来不了就早点取消。',
      '《爬走跑》明天 10:00 开始，11月28日 周六，小满报的。',
      '小满 2026 年还没有一次育儿指导。每年一次，免费的多。点开看合适的课，不需要也可以说。',
      '周敏的答复到了，点开看。',
      '261124-073852（紧急）：最迟 11月24日 周二 11:12，先看这件。',
      '261124-073852：期限是 11月30日 周一，还没有办完。',
      '禾川市给小满的入户指导：给了几个时间，点开选一个。都不合适也可以说。',
      '禾川市给小满的入户指导，12月3日 周四 9:00：原因点开看。还需要就再申请一次。',
    ]);
  });

  it('of a class names what is another: teachers, and what it costs; a lower price lets nobody go', () => {
    const changed = (terms: object) =>
      wordsOf({
        ...{ ...common, kind: 'classChanged' },
        facts: { ...signUp, ...sameTerms, reason: '调整', ...terms },
      }).text;
    const experts = { before: ['周敏'], now: ['王芳', '李强'] };
    expect(changed({ experts })).toBe(
      '小满报的《爬走跑》：老师从周敏换成王芳、李强。原因：调整。不合适可以取消。',
    );
    const cheaper = { beforeFen: 2000, fen: 0, currency: 'CNY' };
    expect(changed({ price: cheaper })).toBe('小满报的《爬走跑》：价格从 20 元改成免费。原因：调整。');
    const moved = wordsOf({
      ...{ ...common, kind: 'classMoved' },
      facts: { ...signUp, experts: null, price: dearer, reason: '调整', venueName: null },
    });
    expect(moved.text).toContain('10:00。价格从免费改成 20.5 元。原因：调整。');
  });

  it.each(events.map((event) => [event.kind, event] as const))(
    'outside the app (%s) names no child, no adult and no outcome',
    (_, event) => {
      const outside = JSON.stringify(wordsOf(event).outside);
      for (const word of ['小满', '外婆', '通过', '减免', '收下', '没有收', '周敏', '入户'])
        expect(outside).not.toContain(word);
    },
  );

  it('has a title and leads somewhere', () => {
    for (const event of events) {
      const { title, target } = wordsOf(event);
      expect([...title].length).toBeLessThanOrEqual(20);
      expect(target.kind).toMatch(
        /^(booking|enrolment|family|class|classSignUp|guidance|expertQuestion|homeVisit|deskComplaint)$/,
      );
    }
  });
});
