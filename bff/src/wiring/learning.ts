import type { FastifyInstance } from 'fastify';
import type { Classes } from '../features/classes/classes.public.js';
import type { GuidanceLog } from '../features/guidance/guidance.public.js';
import { lessons } from '../features/lessons/index.js';
import { learnedLessons } from '../features/lessons/learned.js';
import { lessonsAtDesk, mediaHolder } from '../features/lessons/lessons-at-desk.service.js';
import { mediaAddresses } from '../features/lessons/media-addresses.js';
import { live } from '../features/live/index.js';
import type { Ground } from './ground.js';
import type { Parts } from './parts.js';

type Others = { classes: Classes; guidance: GuidanceLog };

/** Learning away from a place: recorded classes and live rooms. */
export async function registerLearning(
  app: FastifyInstance,
  ground: Ground,
  parts: Parts,
  { classes, guidance }: Others,
): Promise<void> {
  const { config, clock, keys, desks, content } = ground;
  const { files, uploads, guardians, lessonStore, liveStore, liveLog } = parts;
  const media = mediaAddresses({ files, origins: config.mediaOrigins });
  const atDesk = lessonsAtDesk({ lessons: lessonStore, classes, files, uploads, media, clock });

  await app.register(lessons, {
    ...{ lessons: lessonStore, classes, media, atDesk, clock },
    learned: learnedLessons({ lessons: lessonStore, classes, guidance }),
  });
  await app.register(live, {
    ...{ model: liveStore, log: liveLog, classes, guidance, guardians, content, keys, clock },
    ...{ publisher: atDesk.publisher, holderOf: mediaHolder, findDesk: desks.finder.findDesk },
    lookAtDesk: desks.finder.lookAtDesk,
  });
}
