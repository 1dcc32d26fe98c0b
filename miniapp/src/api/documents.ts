import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useLastAnswer } from './last-answers';

export type LegalDocument = Reply<'getLegalDocument'>;
export type DocumentKind = LegalDocument['kind'];

/** The text in force; anybody may read it, and the one read last stays readable without a network. */
export function useLegalDocument(kind: DocumentKind) {
  const query = useQuery({
    queryKey: ['document', kind],
    queryFn: () => call('getLegalDocument', { params: { kind } }),
    staleTime: 10 * 60_000,
  });
  const kept = useLastAnswer(`document.${kind}`, query.data);
  return {
    ...query,
    document: query.data ?? kept?.answer ?? null,
    keptAtMs: query.data === undefined && !query.isFetching ? (kept?.keptAtMs ?? null) : null,
  };
}
