import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import { Tap } from './tap';

type ButtonProps = {
  text: string;
  /** One solid button per screen; red only for 110 and urgent. */
  kind?: 'solid' | 'outline' | 'soft' | 'red';
  isSmall?: boolean;
  icon?: IconName;
  label?: string;
  id?: string;
  className?: string;
  isDisabled?: boolean;
  isBusy?: boolean;
  onTap: () => void;
};

export function Button({
  text,
  kind = 'solid',
  isSmall = false,
  icon,
  className = '',
  ...rest
}: ButtonProps) {
  const classes = ['nc-button', `nc-button-${kind}`, isSmall ? 'nc-button-small' : '', className];
  return (
    <Tap className={classes.filter(Boolean).join(' ')} {...rest}>
      {icon && <Icon name={icon} />}
      <View className="nc-button-text">{text}</View>
    </Tap>
  );
}

/** A step aside: plain indigo words, still 44 px high. */
export function LinkButton({ text, icon, ...rest }: Omit<ButtonProps, 'kind' | 'isSmall'>) {
  return (
    <Tap {...rest} className={`nc-link ${rest.className ?? ''}`}>
      {icon && <Icon name={icon} />}
      <View>{text}</View>
    </Tap>
  );
}
