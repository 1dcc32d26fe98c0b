import type { Body } from '@nearcare/shared/contract/types';
import { useWishKeys } from '../../../api/idempotency-key';
import { useWrite } from '../../../api/use-write';
import { askDesk } from '../ask-desk';
import { type DeskLiveRoom, keepDeskRoom } from './ask-classes-desk';

type Move = Body<'deskActInLiveRoom'>;

/** One move of the host at a time; the same one after a lost answer has one effect. */
export function useHost({ classId }: Pick<DeskLiveRoom, 'classId'>) {
  const write = useWrite();
  const keys = useWishKeys();
  const act = (body: Move, then?: () => void) =>
    void write.run(async () => {
      const options = { idempotencyKey: keys.keyOf(body) };
      keepDeskRoom(await askDesk('deskActInLiveRoom', { params: { classId }, body }, options));
      keys.answered();
      then?.();
    });
  return { ...write, act };
}
