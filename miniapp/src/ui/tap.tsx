import { View } from '@tarojs/components';
import type { ReactNode } from 'react';

export type TapProps = {
  children?: ReactNode;
  className?: string;
  id?: string;
  /** What a reader says; needed when the content is no text of its own. */
  label?: string;
  role?: 'button' | 'link' | 'radio' | 'tab' | 'switch' | 'option';
  isOn?: boolean;
  isDisabled?: boolean;
  isBusy?: boolean;
  isExpanded?: boolean;
  onTap: () => void;
};

const isH5 = process.env.TARO_ENV !== 'weapp';

/** Everything that can be tapped: a role, a name, the keyboard and at least 44 px (by its class) on both targets. */
export function Tap({ children, className = '', role = 'button', onTap, ...state }: TapProps) {
  const act = () => {
    if (!state.isDisabled && !state.isBusy) onTap();
  };
  // The keyboard exists only in browsers; in WeChat each extra attribute is sent over the bridge.
  const keyboard = isH5
    ? {
        tabindex: state.isDisabled ? -1 : 0,
        onKeyDown: (event: { key: string; preventDefault: () => void }) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          act();
        },
      }
    : {};
  return (
    <View
      className={`nc-tap ${className}`}
      role={role}
      onClick={act}
      {...keyboard}
      {...(state.id === undefined ? {} : { id: state.id })}
      {...(state.label === undefined ? {} : { 'aria-label': state.label })}
      {...(state.isDisabled ? { 'aria-disabled': 'true' } : {})}
      {...(state.isBusy ? { 'aria-busy': 'true' } : {})}
      {...(state.isExpanded === undefined ? {} : { 'aria-expanded': String(state.isExpanded) })}
      {...(state.isOn === undefined ? {} : { [onAttribute(role)]: String(state.isOn) })}
    >
      {children}
    </View>
  );
}

function onAttribute(role: string): string {
  if (role === 'radio' || role === 'switch') return 'aria-checked';
  if (role === 'tab' || role === 'option') return 'aria-selected';
  return role === 'link' ? 'aria-current' : 'aria-pressed';
}
