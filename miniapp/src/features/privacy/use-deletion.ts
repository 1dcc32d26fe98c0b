import '../../api/later-messages';
import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { forgetPhone } from '../../api/forget-phone';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { asApiError } from '../../api/problem';
import { mineKey, useSession } from '../../api/session';
import { useWrite } from '../../api/use-write';

export type Receipt = Reply<'getDeletionReceipt'>;

/** What would be deleted now, asked anew each time: bookings and guardians change. */
export function useDeletionPreview() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const familyId = useSession((session) => session.familyId);
  return useQuery({
    queryKey: [mineKey, 'deletion', familyId],
    queryFn: () => call('previewDeletion', {}),
    enabled: isSignedIn,
    staleTime: 0,
    gcTime: 0,
  });
}

export const findReceipt = (receiptId: string): Promise<Receipt> =>
  call('getDeletionReceipt', { params: { receiptId } });

/** Codes after which nobody knows whether the server did it: the answer is lost, or the session with the account. */
const leavesOpen: readonly string[] = [
  'network_unreachable',
  'server_error',
  'service_unavailable',
  'session_expired',
  'sign_in_required',
];

let deletedHereId: string | null = null;

/** Whether it was this phone, since it started, that asked for the deletion. */
export const isDeletedHere = (receiptId: string) => receiptId === deletedHereId;

/**
 * Asks for the deletion. Where its answer is lost the receipt, whose number was known before, says whether it was asked
 * for. Once it was, this phone forgets the family and `onDone` shows the receipt.
 */
export function useDeletion(
  preview: Pick<Reply<'previewDeletion'>, 'scope' | 'receiptId'>,
  onDone: (receiptId: string) => void,
) {
  const { scope, receiptId } = preview;
  const write = useWrite();
  const idempotencyKey = useIdempotencyKey({ receiptId, scope });

  async function ask(): Promise<Receipt> {
    try {
      return await call('deleteMyAccount', { body: { scope } }, { idempotencyKey });
    } catch (thrown) {
      if (!leavesOpen.includes(asApiError(thrown).code)) throw thrown;
      const receipt = await findReceipt(receiptId).catch(() => null);
      if (receipt === null) throw thrown;
      return receipt;
    }
  }

  return {
    isBusy: write.isBusy,
    error: write.error,
    forgive: write.forgive,
    remove: () =>
      write.run(async () => {
        const receipt = await ask();
        deletedHereId = receipt.id;
        await forgetPhone();
        onDone(receipt.id);
      }),
  };
}
