import { ReceiptPage } from '../../features/privacy/receipt-page';
import { usePageParameter } from '../../platform/page';

export default function ReceiptRoute() {
  return <ReceiptPage receiptId={usePageParameter('id')} />;
}
