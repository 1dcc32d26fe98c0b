import type { Child } from '../../api/family';
import { Sheet } from '../../ui/sheet';
import { AddChildForm } from './add-child-form';

/** Adding a child over the screen where it was needed; the parent goes on from there. */
export function AddChildSheet(props: {
  isOpen: boolean;
  onClose: () => void;
  onAdded: (child: Child) => void;
}) {
  return (
    <Sheet title="加孩子" isOpen={props.isOpen} onClose={props.onClose}>
      <AddChildForm onAdded={props.onAdded} onRefused={props.onClose} />
    </Sheet>
  );
}
