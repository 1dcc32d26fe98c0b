import { cleanup, configure } from '@testing-library/react';
import { afterAll, vi } from 'vitest';

// Waiting ends with the condition; this is only how long a busy machine may take to reach it.
configure({ asyncUtilTimeout: 5000 });

// Files of one worker share the document and what is installed (React, the query client), each of which takes long to
// load. Our own modules, which remember what a phone remembers, are new for each file.
vi.resetModules();

afterAll(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
