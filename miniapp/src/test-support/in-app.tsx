import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { queryClient } from '../api/query-client';

/** Renders a page as the app does: with the answers that all pages share. */
export function renderInApp(page: ReactNode): RenderResult {
  return render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>);
}
