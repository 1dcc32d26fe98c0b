import { Empty, Id, strict } from '../schemas/common.js';
import * as files from '../schemas/files.js';
import * as lessons from '../schemas/lessons.js';
import type { Operation } from './operation.js';

const classParams = strict({ classId: Id });
const fileParams = strict({ fileId: Id });
const mediaOfDesk = { tag: 'desk', access: 'desk' } as const;

export const lessonsOperations = {
  getLesson: {
    tag: 'lessons',
    summary: 'A recorded class that my family is signed up for: media, chapters, how far we are',
    access: 'family',
    status: 200,
    params: classParams,
    reply: lessons.Lesson,
    errors: ['sign_up_first', 'lesson_not_ready'],
  },
  recordLessonProgress: {
    tag: 'lessons',
    summary: 'What was played since the last report. Counts at most what the time in between allows',
    access: 'family',
    status: 200,
    params: classParams,
    body: lessons.PlayedReport,
    reply: lessons.CountedReport,
    errors: ['sign_up_first', 'lesson_not_ready', 'retry'],
  },
  getLessonTranscript: {
    tag: 'lessons',
    summary: 'What is said in a recorded class, as text; with a tag, to be kept for reading offline',
    access: 'public',
    status: 200,
    params: classParams,
    reply: lessons.LessonTranscript,
    errors: ['lesson_not_ready'],
  },
  deskGetLesson: {
    ...mediaOfDesk,
    summary: 'The recording of a class of my desk, with how many learn by it',
    status: 200,
    params: classParams,
    reply: lessons.DeskLesson,
    errors: [],
  },
  deskSetLesson: {
    ...mediaOfDesk,
    summary: 'Give a recorded class of my desk its media, chapters and transcript, or change them',
    status: 200,
    params: classParams,
    body: lessons.SetLesson,
    reply: lessons.DeskLesson,
    errors: ['file_unknown', 'media_url_refused', 'class_not_recorded', 'chapters_wrong'],
  },
  deskStartClassMedia: {
    ...mediaOfDesk,
    summary: 'Start to hand in a recording; it is used for a class within a day',
    status: 201,
    needsKey: true,
    body: lessons.NewClassMedia,
    reply: files.Upload,
    errors: ['file_too_large', 'file_type_refused', 'too_many_files', 'idempotency_key_reused'],
  },
  deskGetClassMedia: {
    ...mediaOfDesk,
    summary: 'How much of it has arrived',
    status: 200,
    params: fileParams,
    reply: files.Upload,
    errors: [],
  },
  deskUploadClassMediaChunk: {
    ...mediaOfDesk,
    summary: 'The next bytes (application/octet-stream); a chunk sent twice counts once',
    status: 200,
    isRawBody: true,
    params: fileParams,
    query: files.ChunkQuery,
    reply: files.Upload,
    errors: ['upload_offset_wrong', 'file_too_large', 'retry'],
  },
  deskCompleteClassMedia: {
    ...mediaOfDesk,
    summary: 'All bytes are there: look at the content and keep it',
    status: 200,
    params: fileParams,
    reply: files.Upload,
    errors: ['upload_incomplete', 'file_type_refused', 'file_damaged', 'file_too_large', 'retry'],
  },
  deskDiscardClassMedia: {
    ...mediaOfDesk,
    summary: 'Throw a recording away that no class uses',
    status: 200,
    params: fileParams,
    reply: Empty,
    errors: ['file_in_use'],
  },
} as const satisfies Record<string, Operation>;
