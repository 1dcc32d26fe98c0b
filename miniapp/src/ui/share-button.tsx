import { Button } from '@tarojs/components';
import { Icon } from './icon';

type ShareButtonProps = {
  text: string;
  sent: string;
  /** A plain link among others instead of the one solid button. */
  isLink?: boolean;
  onSent: (way: 'shared' | 'copied') => void;
};

/** WeChat opens 转发 only from a button of its own kind; what it sends stands in the page's `useShareCard`. */
export function ShareButton({ text, isLink = false }: ShareButtonProps) {
  return (
    <Button
      openType="share"
      className={isLink ? 'nc-link nc-native-link' : 'nc-button nc-button-solid nc-native-button'}
      hoverClass="none"
    >
      {isLink && <Icon name="share" />}
      {text}
    </Button>
  );
}
