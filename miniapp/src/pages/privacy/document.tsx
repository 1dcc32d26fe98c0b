import { DocumentPage, documentKind } from '../../features/privacy/document-page';
import { usePageParameter } from '../../platform/page';

export default function DocumentRoute() {
  return <DocumentPage kind={documentKind(usePageParameter('kind'))} />;
}
