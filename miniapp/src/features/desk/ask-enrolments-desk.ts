import type { Body, Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { deskKey } from '../../api/desk';
import { queryClient } from '../../api/query-client';
import { askDesk } from './ask-desk';

export type DeskEnrolment = Reply<'deskGetEnrolment'>;
export type DeskEnrolmentItem = Reply<'deskListEnrolments'>['items'][number];
/** What would be accepted: all that a preview is asked with. */
export type Placing = Body<'deskPreviewEnrolment'>;

const listKey = [...deskKey, 'enrolments'] as const;
const oneKey = (id: string) => [...deskKey, 'enrolment', id] as const;

/** Names no child, so it may be asked for at any time. */
export function useDeskEnrolments() {
  return useQuery({ queryKey: listKey, queryFn: () => askDesk('deskListEnrolments', {}) });
}

/** Each look is written down for the family. */
export function useDeskEnrolment(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: () => askDesk('deskGetEnrolment', { params: { enrolmentId: id } }),
    enabled: id !== '',
  });
}

/** On which days places are short; asked again whenever something of it changes. */
export function usePlacingPreview(id: string, placing: Placing | null) {
  return useQuery({
    queryKey: [...oneKey(id), 'preview', placing],
    queryFn: () => askDesk('deskPreviewEnrolment', { params: { enrolmentId: id }, body: placing as Placing }),
    enabled: placing !== null,
    staleTime: 0,
  });
}

export function keepDeskEnrolment(of: DeskEnrolment): void {
  queryClient.setQueryData(oneKey(of.id), of);
  void queryClient.invalidateQueries({ queryKey: listKey });
  void queryClient.invalidateQueries({ queryKey: [...deskKey, 'roster'] });
}

export function refreshDeskEnrolment(id: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: oneKey(id) });
}
