import { QueryClientProvider } from '@tanstack/react-query';
import { type PropsWithChildren, useEffect } from 'react';
import { restoreSession } from './api/client';
import { hasWaitingComplaint } from './api/complaint-draft';
import { queryClient } from './api/query-client';
import './ui/tokens.css';
import './ui/base.css';
import './ui/icons.css';
import './ui/buttons.css';
import './ui/cards.css';
import './ui/patches.css';
import './ui/sheets.css';
import './ui/states.css';
import './ui/bars.css';
import './ui/fields.css';
import './ui/asking.css';

/** A complaint that was handed in without a network goes out whatever page is open. Its own part is loaded only then. */
async function sendWaitingComplaint(): Promise<void> {
  if (!hasWaitingComplaint()) return;
  const { sendQueued } = await import('./features/complaints/filing');
  await sendQueued();
}

export default function App({ children }: PropsWithChildren) {
  useEffect(() => {
    void restoreSession().then(sendWaitingComplaint);
  }, []);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
