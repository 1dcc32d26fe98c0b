import type { Reply } from '@nearcare/shared/contract/types';
import type { Operator } from '../../config.js';
import { childrenRules } from './documents/children-rules.js';
import type { DocumentKind, WrittenDocument } from './documents/document.js';
import { privacyPolicy } from './documents/privacy-policy.js';
import { userAgreement } from './documents/user-agreement.js';

const documents: Readonly<Record<DocumentKind, WrittenDocument>> = {
  privacyPolicy,
  childrenRules,
  userAgreement,
};

/** The text in force, with the operator's particulars in their places. */
export function legalDocument(kind: DocumentKind, operator: Operator): Reply<'getLegalDocument'> {
  const { version, effectiveOn, title, sections } = documents[kind];
  return { kind, version, title, effectiveOn, sections: sections(operator) };
}
