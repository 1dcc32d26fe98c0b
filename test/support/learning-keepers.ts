import { lessonsOfFamily } from '@nearcare/bff/features/lessons/lessons-of-family';
import { liveLog } from '@nearcare/bff/features/live/live-log';
import { liveOfFamily } from '@nearcare/bff/features/live/live-of-family';
import type { FamilyKeys } from '@nearcare/bff/keys/family-keys';
import { type Interrupt, interrupted } from './booking-stack.js';
import { familyModels, type StoreOfTest } from './family-models.js';

/** What lessons and live rooms keep of families, beside the service of a test, with every write passing `interrupt`. */
export function learningKeepers(test: StoreOfTest, keys: FamilyKeys, interrupt: Interrupt) {
  const { lessons, live } = familyModels(test);
  const model = {
    ...live,
    questions: interrupted(live.questions, ['erase'], interrupt),
    viewers: interrupted(live.viewers, ['eraseFamily'], interrupt),
    presence: interrupted(live.presence, ['eraseFamily'], interrupt),
  };
  return {
    lessons: lessonsOfFamily(interrupted(lessons, ['eraseFamily', 'forgetGuardian'], interrupt)),
    live: liveOfFamily({ model, log: liveLog({ model, keys }), clock: test.clock }),
  };
}
