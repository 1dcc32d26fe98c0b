import { keepSignUp } from '../../../api/classes';
import { call } from '../../../api/client';
import { fetchMyFamily } from '../../../api/family';
import { useIdempotencyKey } from '../../../api/idempotency-key';
import { asApiError } from '../../../api/problem';
import { useWrite } from '../../../api/use-write';
import { goTo } from '../../../platform/navigate';

/** Begins a recorded class for the only child, without a question: nothing is reserved and nothing costs. */
export function useBeginLesson(classId: string) {
  const write = useWrite();
  const idempotencyKey = useIdempotencyKey(['begin', classId]);
  const begin = () =>
    void write.run(async () => {
      const [child] = (await fetchMyFamily()).children;
      if (child === undefined) return;
      try {
        const input = { params: { classId }, body: { childId: child.id } };
        keepSignUp(await call('signUpForClass', input, { idempotencyKey }));
      } catch (thrown) {
        // Begun before, here or on the other guardian's phone.
        if (asApiError(thrown).code !== 'already_signed_up') throw thrown;
      }
      goTo('/pages/class/lesson', { id: classId });
    });
  return { ...write, begin };
}
