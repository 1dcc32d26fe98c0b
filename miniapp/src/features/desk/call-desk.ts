import { type DeskOperationId, deskRoutes } from '@nearcare/shared/contract/desk-routes';
import type { CallInput, Reply } from '@nearcare/shared/contract/types';
import { type CallOptions, callBy } from '../../api/client';

/** As `call`, of what desks have: parents never load where that lies. */
export function callDesk<Id extends DeskOperationId>(
  operationId: Id,
  input: CallInput<Id>,
  options: CallOptions = {},
): Promise<Reply<Id>> {
  return callBy<Id>(deskRoutes[operationId], input, options);
}
