import { edit, fine, type Messages } from './message';

/** About children and consent. */
export const families = {
  child_not_born: { title: '出生日期在今天以后', sentence: '检查一下年份。', actions: [edit] },
  child_too_old: {
    title: '{child}已经满 {n} 个月',
    sentence: '这个班收到 {m} 个月。可以看幼儿园。',
    actions: [{ step: 'seeNearby', label: '看能去的' }],
  },
  child_too_young: {
    title: '{child}还小一点',
    sentence: '这个班从 {n} 个月开始，{date} 就可以。',
    actions: [{ step: 'seeNearby', label: '看能去的' }],
  },
  too_many_children: { title: '孩子加满了', sentence: '最多 {n} 个。', actions: [fine] },
  consent_required: {
    title: '要你先同意一项',
    sentence: '说明用来做什么、存多久，可以不同意。',
    actions: [{ step: 'readConsent', label: '看说明' }],
  },
  consent_version_old: {
    title: '说明刚刚更新过',
    sentence: '看一眼新的说明再决定。',
    actions: [{ step: 'readConsent', label: '看说明' }],
  },
  family_not_empty: {
    title: '你这边加过孩子或有过预约',
    sentence: '先删掉自己这边的孩子和接送人，再加入。有过预约的，要先注销账号。',
    actions: [fine],
  },
  too_many_cards: {
    title: '卡片有点多了',
    sentence: '最多 {n} 张在用，先停掉不用的。',
    actions: [fine],
  },
} as const satisfies Messages;
