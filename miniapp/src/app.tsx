import { QueryClientProvider } from '@tanstack/react-query';
import { type PropsWithChildren, useEffect } from 'react';
import { restoreSession } from './api/client';
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

export default function App({ children }: PropsWithChildren) {
  useEffect(() => {
    void restoreSession();
  }, []);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
