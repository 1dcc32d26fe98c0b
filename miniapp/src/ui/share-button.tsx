import { Button } from '@tarojs/components';

type ShareButtonProps = { text: string; sent: string; onSent: (way: 'shared' | 'copied') => void };

/** WeChat opens 转发 only from a button of its own kind; what it sends stands in the page's `useShareCard`. */
export function ShareButton({ text }: ShareButtonProps) {
  return (
    <Button openType="share" className="nc-button nc-button-solid nc-native-button" hoverClass="none">
      {text}
    </Button>
  );
}
