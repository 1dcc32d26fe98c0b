import type { Params, Reply } from '@nearcare/shared/contract/types';
import type { Operator } from '../../../config.js';

export type DocumentKind = Params<'getLegalDocument'>['kind'];
export type DocumentSection = Reply<'getLegalDocument'>['sections'][number];

/** A document as it is written: whoever changes a word raises `version` and sets the day from which it holds. */
export type WrittenDocument = {
  readonly version: string;
  readonly effectiveOn: string;
  readonly title: string;
  readonly sections: (operator: Operator) => DocumentSection[];
};
