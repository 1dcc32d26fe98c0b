import { fine, type Messages } from './message';

/** About who else is in a family, who collects, what is asked for and what is deleted. */
export const household = {
  invitation_expired: { title: '邀请用不了了', sentence: '请家人再发一次。', actions: [fine] },
  family_is_full: { title: '这个家已经有两位家长', sentence: '最多两位家长一起管。', actions: [fine] },
  too_many_invitations: {
    title: '邀请发得有点多',
    sentence: '先收回没用上的，或过两天再发。',
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
} as const satisfies Messages;
