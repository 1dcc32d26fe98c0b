import type { ReactNode } from 'react';
import { Tap } from '../../../../ui/tap';

export function Chip(props: {
  children: ReactNode;
  isOn?: boolean;
  isWide?: boolean;
  label?: string;
  role?: 'button' | 'radio';
  onTap: () => void;
}) {
  const { isOn = false, isWide = false, label, role = 'button' } = props;
  return (
    <Tap
      role={role}
      isOn={isOn}
      className={`find-chip ${isOn ? 'find-chip-on' : ''} ${isWide ? 'nc-grow' : ''}`}
      {...(label === undefined ? {} : { label })}
      onTap={props.onTap}
    >
      {props.children}
    </Tap>
  );
}
