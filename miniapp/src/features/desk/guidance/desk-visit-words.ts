import { visitStatus } from '../../../ui/words/visit-words';

/** How a home visit stands, as those say it who make it. */
export const deskVisitStatus: typeof visitStatus = {
  ...visitStatus,
  offered: { word: '等家长挑', tint: 'plain' },
  done: { word: '去过了', tint: 'plain' },
  declined: { word: '去不了', tint: 'plain' },
};
