import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import { chunkBytes } from '../files/files.public.js';
import { keepLessons } from './keep-lessons.js';
import { type LearningDeps, learningService } from './learning.service.js';
import type { lessonsAtDesk } from './lessons-at-desk.service.js';

const keepEveryMs = 20_000;

type Options = LearningDeps & { atDesk: ReturnType<typeof lessonsAtDesk> };

/** Recorded classes: played and counted, and given their recordings. */
export async function lessons(app: FastifyInstance, options: Options) {
  const { atDesk } = options;
  const learning = learningService(options);
  app.jobs.add({
    name: 'keepLessons',
    schedule: { everyMs: keepEveryMs },
    run: keepLessons({ ...options, note: atDesk.note }).run,
  });

  mount(app, 'getLesson', ({ session, params }) => learning.getLesson(session, params.classId));
  mount(app, 'recordLessonProgress', ({ session, params, body }) =>
    learning.recordLessonProgress(session, params.classId, body),
  );
  mount(app, 'getLessonTranscript', ({ params }) => learning.getLessonTranscript(params.classId));
  mount(app, 'deskGetLesson', ({ desk, params }) => atDesk.deskGetLesson(desk, params.classId));
  mount(app, 'deskSetLesson', ({ desk, params, body }) => atDesk.deskSetLesson(desk, params.classId, body), {
    bodyLimit: transcriptBytes,
  });
  mount(app, 'deskStartClassMedia', ({ desk, body, key }) => atDesk.deskStartClassMedia(desk, body, key));
  mount(app, 'deskGetClassMedia', ({ desk, params }) => atDesk.deskGetClassMedia(desk, params.fileId));
  mount(
    app,
    'deskUploadClassMediaChunk',
    ({ desk, params, query, body }) =>
      atDesk.deskUploadClassMediaChunk(desk, params.fileId, query.offset, body),
    { bodyLimit: chunkBytes },
  );
  mount(app, 'deskCompleteClassMedia', ({ desk, params }) =>
    atDesk.deskCompleteClassMedia(desk, params.fileId),
  );
  mount(app, 'deskDiscardClassMedia', ({ desk, params }) =>
    atDesk.deskDiscardClassMedia(desk, params.fileId),
  );
}

/** Of a form with a transcript: an hour of speech is some 50 kB of UTF-8. */
export const transcriptBytes = 512 * 1024;
