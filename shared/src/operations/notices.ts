import { Empty } from '../schemas/common.js';
import * as notices from '../schemas/notices.js';
import type { Operation } from './operation.js';

export const noticesOperations = {
  listNotices: {
    tag: 'notices',
    summary: 'What I was told, newest first',
    access: 'family',
    status: 200,
    query: notices.NoticesQuery,
    reply: notices.Notices,
    errors: [],
  },
  markNoticesRead: {
    tag: 'notices',
    summary: 'Read up to here',
    access: 'family',
    status: 200,
    body: notices.MarkNoticesRead,
    reply: notices.UnreadNotices,
    errors: [],
  },
  getSubscriptionTemplates: {
    tag: 'notices',
    summary: 'WeChat templates that a guardian may allow',
    access: 'public',
    status: 200,
    reply: notices.SubscriptionTemplates,
    errors: [],
  },
  recordSubscription: {
    tag: 'notices',
    summary: 'What I answered when WeChat asked: each acceptance allows one message',
    access: 'family',
    status: 200,
    needsKey: true,
    body: notices.RecordSubscription,
    reply: Empty,
    errors: [],
  },
} as const satisfies Record<string, Operation>;
