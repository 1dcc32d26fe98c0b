import { configure } from '@testing-library/react';

// Waiting ends with the condition; this is only how long a busy machine may take to reach it.
configure({ asyncUtilTimeout: 5000 });
