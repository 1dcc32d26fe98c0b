import type { Body } from '@nearcare/shared/contract/types';

/** Where somebody signs in: browser or mini-program. */
export type Client = Body<'loginWithPhone'>['client'];
