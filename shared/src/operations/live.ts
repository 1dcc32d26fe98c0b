import { Id, strict } from '../schemas/common.js';
import * as live from '../schemas/live.js';
import type { Operation } from './operation.js';

const classParams = strict({ classId: Id });
const ofDesk = { tag: 'desk', access: 'desk', params: classParams } as const;

/**
 * The live room of a class. What happens there comes by the WebSocket at `/live/{classId}/socket`
 * (docs/live-protocol.md), or by `listLiveEvents`, for a host `deskListLiveEvents`: all give the same log.
 */
export const liveOperations = {
  getLiveRoom: {
    tag: 'live',
    summary: 'The live room of a class: whether it is on, who is there, where the video is',
    access: 'family',
    status: 200,
    params: classParams,
    reply: live.LiveRoom,
    errors: ['class_cancelled'],
  },
  listLiveEvents: {
    tag: 'live',
    summary: 'What happened in the room after that number; asking counts as being there',
    access: 'family',
    status: 200,
    params: classParams,
    query: live.LiveEventsQuery,
    reply: live.LiveEvents,
    errors: ['sign_up_first', 'class_cancelled'],
  },
  postLiveQuestion: {
    tag: 'live',
    summary: 'Ask the host; everybody in the room sees it, unless it waits for the host to show it',
    access: 'family',
    status: 201,
    needsKey: true,
    params: classParams,
    body: live.NewLiveQuestion,
    reply: live.LiveQuestion,
    errors: [
      ...(['sign_up_first', 'class_cancelled', 'live_not_on', 'live_muted'] as const),
      ...(['live_questions_too_fast', 'idempotency_key_reused', 'retry'] as const),
    ],
  },
  deskGetLiveRoom: {
    ...ofDesk,
    summary: 'The live room of a class of my desk, as its host sees it',
    status: 200,
    reply: live.DeskLiveRoom,
    errors: [],
  },
  deskSetLiveRoom: {
    ...ofDesk,
    summary: 'Where the video of the room comes from, and who may watch',
    status: 200,
    body: live.SetLiveRoom,
    reply: live.DeskLiveRoom,
    errors: ['media_url_refused', 'class_cancelled', 'retry'],
  },
  deskListLiveEvents: {
    ...ofDesk,
    summary: 'What happened in the room after that number, for its host; asking is no use of the desk',
    isGlance: true,
    status: 200,
    query: live.LiveEventsQuery,
    reply: live.DeskLiveEvents,
    errors: ['class_cancelled'],
  },
  deskListLiveQuestions: {
    ...ofDesk,
    summary: 'Questions of the room, those too that wait for the host',
    status: 200,
    query: live.DeskLiveQuestionsQuery,
    reply: live.DeskLiveQuestions,
    errors: [],
  },
  deskActInLiveRoom: {
    ...ofDesk,
    summary: 'Start, end, announce, answer, show or hide a question, mute whoever asked it',
    status: 200,
    needsKey: true,
    body: live.ActInLiveRoom,
    reply: live.DeskLiveRoom,
    errors: [
      ...(['idempotency_key_reused', 'live_move_refused', 'live_too_early', 'live_not_on'] as const),
      ...(['class_cancelled', 'reason_required', 'retry'] as const),
    ],
  },
  deskPublishReplay: {
    ...ofDesk,
    summary: 'Publish the recording of a live class that ended, as a recorded class; once',
    status: 201,
    body: live.PublishReplay,
    reply: live.PublishedReplay,
    errors: ['file_unknown', 'media_url_refused', 'chapters_wrong', 'live_move_refused', 'retry'],
  },
} as const satisfies Record<string, Operation>;
