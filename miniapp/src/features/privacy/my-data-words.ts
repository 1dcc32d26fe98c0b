import type { Reply } from '@nearcare/shared/contract/types';
import { keptAtText } from '../../api/last-answers';
import { bytesWords } from '../../ui/words/bytes';
import { ageWords, dayWords, timeRange } from '../../ui/words/civil-words';
import { complaintCategory, complaintIdentity, complaintState } from '../../ui/words/complaint-words';
import { enrolmentStatus, healthWords, monthWords, weekdaysWords } from '../../ui/words/enrolment-words';
import { feeKindWords, relationWords, sexWords } from '../../ui/words/family-words';
import { lookTimeWords } from '../../ui/words/look-words';
import { price } from '../../ui/words/money';
import { accessWords, whoWords } from './access-words';
import { guidedParts } from './guided-data-words';
import { learnedParts } from './learned-data-words';

export type MyData = Reply<'exportMyData'>;

/** One thing that is kept: its name, and facts about it in words. */
export type DataItem = { title: string; facts: readonly (readonly [name: string, value: string])[] };
export type DataPart = { title: string; none: string; items: readonly DataItem[] };

const feeStates = { requested: '等答复', granted: '同意减免', refused: '没有同意' } as const;
const purposes = {
  childProfile: '孩子的资料',
  pickups: '接送人的资料',
  feeReduction: '减免申请的资料',
  enrolment: '入托体检和说明',
  expertQuestion: '问专家的问题',
  homeVisit: '入户指导的地址和愿望',
} as const;
const clients: Readonly<Record<string, string>> = { h5: '浏览器', weapp: '微信' };
const lineStatuses: Record<string, string> = {
  joining: '正在排',
  waiting: '在排队',
  offered: '有位置留着',
  accepted: '接受了',
  declined: '没要',
  expired: '过了时间',
  left: '不排了',
  closed: '机构不开门',
};

const statuses: Readonly<Record<string, string>> = {
  pending: '正在占位',
  requested: '等机构答复',
  declined: '机构接不了',
  expired: '没有按时答复',
  confirmed: '已确认',
  checkedIn: '已到园',
  completed: '已接走',
  cancelled: '已取消',
  abandoned: '没约成',
  noShow: '没来',
};

const at = (instant: string) => keptAtText(Date.parse(instant));

/** Everything in the export, in the words of the screens; the JSON beside it holds the same for programs. */
export function readableParts(data: MyData): DataPart[] {
  const nameOf = (childId: string) =>
    data.children.find(({ id }) => id === childId)?.nickname ?? '已删除的孩子';
  return [
    {
      title: '家长',
      none: '没有',
      items: data.guardians.map(({ isMe, phone, phoneTail, joinedAt }) => ({
        title: isMe ? '我' : '另一位家长',
        facts: [
          // The other one's number is theirs; only its tail comes along.
          ['手机号', phone ?? (phoneTail === null ? '没留' : `尾号 ${phoneTail}`)],
          ['加入', at(joinedAt)],
        ],
      })),
    },
    {
      title: '孩子',
      none: '没有存孩子的资料',
      items: data.children.map(({ nickname, birthOn, sex, ageMonths, addedAt }) => ({
        title: nickname,
        facts: [
          ['生日', birthOn],
          ['月龄', ageWords(ageMonths)],
          ['性别', sex === undefined ? '没填' : sexWords[sex]],
          ['加上', at(addedAt)],
        ],
      })),
    },
    {
      title: '接送人',
      none: '没有存接送人',
      items: data.pickups.map(({ name, relation, phone, addedAt }) => ({
        title: name,
        facts: [
          ['关系', relationWords[relation]],
          ['手机号', phone],
          ['加上', at(addedAt)],
        ],
      })),
    },
    {
      title: '减免申请',
      none: '没有申请过',
      items: data.feeReductions.map((one) => ({
        title: `${nameOf(one.childId)}，${feeKindWords[one.kind]}`,
        facts: [
          ['结果', one.reason === null ? feeStates[one.state] : `${feeStates[one.state]}，${one.reason}`],
          ['说明', one.note ?? '没写'],
          ['申请', at(one.requestedAt)],
        ],
      })),
    },
    {
      title: '交来的文件',
      none: '没有交过文件',
      items: data.files.map(({ type, bytes, uploadedAt }) => ({
        title: type === 'application/pdf' ? 'PDF' : '照片',
        facts: [
          ['大小', bytesWords(bytes)],
          ['交来', at(uploadedAt)],
        ],
      })),
    },
    {
      title: '预约',
      none: '没有预约过',
      items: data.bookings.map((one) => ({
        title: `${dayWords(one.date)} ${timeRange(one.from, one.to)}`,
        facts: [
          ['机构', one.centreName],
          ['孩子', nameOf(one.childId)],
          ['状态', statuses[one.status] ?? one.status],
          ['价格', `${price(one.totalFen)} ${one.currency === 'CNY' ? '元' : one.currency}`],
        ],
      })),
    },
    {
      title: '候补',
      none: '没有排过候补',
      items: data.waitlistEntries.map((one) => ({
        title: `${dayWords(one.date)} ${timeRange(one.from, one.to)}`,
        facts: [
          ['孩子', nameOf(one.childId)],
          ['状态', lineStatuses[one.status] ?? one.status],
          ['开始排', at(one.joinedAt)],
        ],
      })),
    },
    {
      title: '入托',
      none: '没有申请过入托',
      items: data.enrolments.map((one) => ({
        title: `${nameOf(one.childId)}，${one.centreName}`,
        facts: [
          ['状态', enrolmentStatus[one.status].word],
          ['想要', `${monthWords(one.startMonth)}起，${weekdaysWords(one.weekdays)}`],
          ['第一天', one.placement === null ? '没定' : dayWords(one.placement.firstDay)],
          ['最后一天', one.lastDay === null ? '没定' : dayWords(one.lastDay)],
          ['机构说', one.answer ?? one.endReason ?? '没说'],
          [
            '体检材料',
            one.health.items.flatMap(({ kind, isDone }) => (isDone ? healthWords[kind] : [])).join('、') ||
              '没记',
          ],
          ['申请', at(one.appliedAt)],
        ],
      })),
    },
    {
      title: '投诉',
      none: '没有投诉过（匿名的不在这里）',
      items: data.complaints.map((one) => ({
        title: `${complaintCategory[one.category].label}，${one.place.name}`,
        facts: [
          ['编号', one.number],
          ['状态', complaintState[one.state].word],
          ['身份', complaintIdentity[one.identity]],
          ['写了', one.what],
          ['想要', one.wanted ?? '没写'],
          ['经过', `${one.events.length} 条，全文在下面的文件里`],
          ['谁看过', one.looks.length === 0 ? '还没有人' : `${one.looks.length} 条，也在文件里`],
          ['交来', at(one.filedAt)],
        ],
      })),
    },
    ...guidedParts(data, { nameOf, at }),
    ...learnedParts(data, { at }),
    {
      title: '收藏的机构',
      none: '没有收藏',
      items: data.savedCentres.map(({ centreName, savedAt }) => ({
        title: centreName ?? '已经查不到的机构',
        facts: [['收藏', at(savedAt)]],
      })),
    },
    {
      title: '收到的通知',
      none: '没有收到过',
      items: data.notices.map(({ title, text, at: toldAt }) => ({
        title,
        facts: [
          ['内容', text],
          ['时间', at(toldAt)],
        ],
      })),
    },
    {
      title: '给老人的打印卡',
      none: '没有做过卡',
      items: data.cards.map(({ issuedAt, lastUsedAt }) => ({
        title: '给老人的打印卡',
        facts: [
          ['做卡', at(issuedAt)],
          ['最近用', lastUsedAt === null ? '没用过' : at(lastUsedAt)],
        ],
      })),
    },
    {
      title: '谁看过孩子',
      none: '还没有人看过',
      items: data.accesses.map((access) => ({
        title: whoWords(access),
        facts: [
          ['看了什么', accessWords(access, nameOf(access.childId))],
          ['时间', lookTimeWords(access)],
        ],
      })),
    },
    {
      title: '我的工作台',
      none: '没有',
      items: data.memberships.map(({ placeName, name, joinedAt, endedAt }) => ({
        title: placeName,
        facts: [
          ['名字', name ?? '已经删掉'],
          ['加入', at(joinedAt)],
          ['结束', endedAt === null ? '还在用' : at(endedAt)],
        ],
      })),
    },
    {
      title: '同意记录',
      none: '没有同意过',
      items: data.consents.map(({ purpose, version, decision, at: decidedAt }) => ({
        title: purposes[purpose],
        facts: [
          [decision === 'given' ? '同意' : '关掉', at(decidedAt)],
          ['说明', `第 ${version} 版`],
        ],
      })),
    },
    {
      title: '登录的设备',
      none: '没有',
      items: data.devices.map(({ client, signedInAt, lastUsedAt }) => ({
        title: clients[client] ?? client,
        facts: [
          ['登录', at(signedInAt)],
          ['最近用', at(lastUsedAt)],
        ],
      })),
    },
  ];
}
