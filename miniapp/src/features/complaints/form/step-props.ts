import type { Draft } from '../draft';

/** What every page of the form is given. */
export type StepProps = { draft: Draft; write: (change: Partial<Draft>) => void };
