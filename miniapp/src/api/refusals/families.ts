import { edit, fine, type Messages } from './message';

/** About children, family and consent. */
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
  invitation_expired: { title: '邀请用不了了', sentence: '请家人再发一次。', actions: [fine] },
  family_is_full: { title: '这个家已经有两位家长', sentence: '最多两位家长一起管。', actions: [fine] },
  too_many_invitations: {
    title: '邀请发得有点多',
    sentence: '先收回没用上的，或过两天再发。',
    actions: [fine],
  },
  family_not_empty: {
    title: '你这边加过孩子或有过预约',
    sentence: '先删掉自己这边的孩子和接送人，再加入。有过预约的，要先注销账号。',
    actions: [fine],
  },
  too_many_pickups: { title: '接送人加满了', sentence: '最多 {n} 位，先删掉不用的。', actions: [fine] },
  fee_reduction_already_requested: {
    title: '这一项已经申请过',
    sentence: '等机构答复，不用重复申请。',
    actions: [fine],
  },
  deletion_scope_changed: {
    title: '家里的情况刚变了',
    sentence: '请再看一遍会删什么，再决定。',
    actions: [fine],
  },
  too_many_cards: {
    title: '卡片有点多了',
    sentence: '最多 {n} 张在用，先停掉不用的。',
    actions: [fine],
  },
} as const satisfies Messages;
