import { QueryClient } from '@tanstack/react-query';
import { asApiError } from './problem';

/**
 * In weapp react-query finds `AbortController` through webpack's ProvidePlugin (config/index.ts → abort-controller.ts).
 * A lost network is tried once more; a refusal is an answer and never repeated. `networkMode: 'always'` because WeChat
 * has no `navigator.onLine`, and because a request is the only proof.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retryDelay: 600,
      retry: (failures, error) => failures < 1 && asApiError(error).code === 'network_unreachable',
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

const publicKeys: readonly unknown[] = [
  'regions',
  'found',
  'care-now',
  'clusters',
  'centre-at',
  'rooms',
  'centre',
  'comparison',
  'document',
  'classes',
  'class',
  'transcript',
  'experts',
  'expert',
  'providers',
];

/** Drops every answer that belongs to a family; what anybody may see stays. */
export function forgetMyQueries(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => !publicKeys.includes(queryKey[0]) });
}
