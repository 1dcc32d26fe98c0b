import type { Reply } from '@nearcare/shared/contract/types';
import type { Purpose } from './consents.public.js';

type Text = Omit<Reply<'listConsents'>['items'][number], 'purpose' | 'state' | 'decidedAt'>;

/** In the order in which they are shown. */
export const purposes = [
  'childProfile',
  'pickups',
  'feeReduction',
  'enrolment',
  'expertQuestion',
  'homeVisit',
] as const satisfies readonly Purpose[];

/**
 * What a guardian reads before agreeing to one purpose (PIPL art. 17 and 30). Whoever changes a word raises the
 * version: what was agreed to before is then outdated and is asked for again, unless `inOtherWords` says otherwise.
 */
export const purposeTexts: Readonly<Record<Purpose, Text>> = {
  childProfile: {
    title: '孩子的资料',
    what: '孩子的称呼、出生日期，性别可以不填。不收姓名、身份证号和照片。',
    why: '按月龄找能收的班，算价格，把预约记在孩子名下。你约的机构、你念验证码或出示打印卡的机构，老师能看到称呼和月龄，每次都有记录。不满 14 岁孩子的资料是敏感个人信息，所以单独问你。',
    keptUntil: '到你删除孩子、撤回同意或注销账号为止。',
    ifRefused: '不能加孩子，也就不能预约。找机构、看价格和电话照常用。',
    ifWithdrawn:
      '还没开始的预约会取消，入托和入户指导会结束，孩子的资料、指导记录、问专家的问题、接娃码、减免申请和打印卡会删除。别的不变。',
    version: '5',
  },
  pickups: {
    title: '接送人的资料',
    what: '接送人的称呼、与孩子的关系、手机号。请先让本人知道。',
    why: '出示一次性接娃码，让园方认出谁可以接孩子。',
    keptUntil: '到你删除接送人、撤回同意或注销账号为止。接娃码只在当天有效。',
    ifRefused: '不能添加别的接送人，由你自己接送。别的功能照常用。',
    ifWithdrawn: '接送人和他们的接娃码会马上删除，用不了了。预约不变。',
    version: '2',
  },
  feeReduction: {
    title: '减免申请的资料',
    what: '申请哪一项减免：烈士子女、困境儿童或多孩家庭，哪个区来定，你写的说明和证明文件。',
    why: '由那个区的主管部门工作人员核对和答复，每次查看都有记录。特定身份是敏感个人信息，所以单独问你。',
    keptUntil: '到你撤回同意、删除孩子或注销账号为止。',
    ifRefused: '不能在这里申请减免，可以直接问机构。按原价预约照常用。',
    ifWithdrawn: '减免申请、说明和证明文件会删除，批准过的减免也不再保留。预约不变。',
    version: '2',
  },
  enrolment: {
    title: '入托体检和说明',
    what: '入托体检的四样材料有没有、到哪天有效，和你写给机构的说明。不收体检结果。',
    why: '机构收孩子以前要核对入托体检（托育机构管理规范第十一条）。只有你申请的那家机构的老师能看到，每次都有记录。健康信息是敏感个人信息，所以单独问你。',
    keptUntil: '到你撤回同意、没有录取、退出或离园，或注销账号为止。',
    ifRefused: '照样能申请入托，体检材料带到机构当面看。',
    ifWithdrawn: '记下的体检情况和说明会删除。入托申请和托位不变。',
    version: '2',
  },
  expertQuestion: {
    title: '问专家的问题',
    what: '你写的问题，孩子提问那天的月龄，问的是哪一方面，和专家的答复。不给专家看孩子的称呼，也不给你的手机号。',
    why: '由专家所在区的主管部门工作人员转给专家，把答复转给你，每次查看都有记录。问题里可能有孩子的健康情况，是敏感个人信息，所以单独问你。',
    keptUntil: '到你撤回同意、删除孩子或注销账号为止。',
    ifRefused: '不能在这里问专家。看专家、报名上课照常用。',
    ifWithdrawn: '你家问过的问题和答复都会删除，还没答复的不再答复。别的不变。',
    version: '1',
  },
  homeVisit: {
    title: '入户指导的地址和愿望',
    what: '家在哪个区、哪条街道，门牌地址，想了解什么，方便的时间，和上门以后的记录。',
    why: '安排人到家里指导。办这件事的区或指导机构先看到街道、孩子的称呼和月龄；约好时间以后，上门的人才能看到地址和你的手机号。每次查看都有记录。住址是敏感个人信息，所以单独问你。',
    keptUntil:
      '地址和愿望到上门结束、取消或没有安排成为止，那时马上删除。上门的记录到你删除孩子或注销账号为止。',
    ifRefused: '不能申请上门。到现场上课、看录播和直播照常用。',
    ifWithdrawn: '地址和愿望会马上删除，没上门的会取消。已经上过门的记录留在孩子的指导里。',
    version: '1',
  },
};

/**
 * Earlier versions of which the text in force changes the wording alone. Only another purpose, another way or another
 * kind of data asks for a new consent (PIPL art. 14); who agreed to one of these isn't asked again.
 */
const inOtherWords: Readonly<Record<Purpose, readonly string[]>> = {
  // 家庭卡 and 接送码 became 打印卡 and 接娃码, as the screens say.
  // That enrolments end with the rest says nothing of other data.
  // That guidance ends with them says nothing of it either.
  childProfile: ['2', '3', '4'],
  pickups: ['1'],
  feeReduction: [],
  enrolment: [],
  expertQuestion: [],
  homeVisit: [],
};

/** The versions whose consent covers what is done today: the one in force, and those that said the same. */
export function countingVersions(purpose: Purpose): readonly string[] {
  return [purposeTexts[purpose].version, ...inOtherWords[purpose]];
}
