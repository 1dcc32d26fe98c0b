import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useId } from 'react';
import { holdFocus } from '../platform/focus';
import { Icon } from './icon';
import { Tap } from './tap';

type SheetProps = { title: string; isOpen: boolean; onClose: () => void; children: ReactNode };

/**
 * A sheet from below. Give it to PageShell's `overlay`: inside the page's root, so that the font mode reaches it, and
 * outside what scrolls. Holds the focus while open and gives it back.
 */
export function Sheet(props: SheetProps) {
  return props.isOpen ? <OpenSheet {...props} /> : null;
}

function OpenSheet({ title, onClose, children }: SheetProps) {
  const id = `sheet-${useId().replace(/:/g, '')}`;
  useEffect(() => holdFocus(id), [id]);
  return (
    <View
      className="nc-overlay"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <View className="nc-mask" onClick={onClose} catchMove />
      <View id={id} className="nc-sheet" role="dialog" aria-modal="true" aria-label={title} tabindex={-1}>
        <View className="nc-row nc-between">
          <View className="nc-heading" role="heading" aria-level="2">
            {title}
          </View>
          <Tap className="nc-icon-button" label="关闭" onTap={onClose}>
            <Icon name="close" />
          </Tap>
        </View>
        {children}
      </View>
    </View>
  );
}
