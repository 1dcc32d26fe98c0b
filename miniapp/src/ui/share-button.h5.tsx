import { sendText } from '../platform/share';
import { Button, LinkButton } from './button';

type ShareButtonProps = {
  text: string;
  sent: string;
  /** A plain link among others instead of the one solid button. */
  isLink?: boolean;
  onSent: (way: 'shared' | 'copied') => void;
};

/** Sends `sent` in the way that this browser has. */
export function ShareButton({ text, sent, isLink = false, onSent }: ShareButtonProps) {
  const send = async () => {
    const way = await sendText(sent);
    if (way !== 'not') onSent(way);
  };
  if (isLink) return <LinkButton icon="share" text={text} onTap={() => void send()} />;
  return <Button text={text} onTap={() => void send()} />;
}
