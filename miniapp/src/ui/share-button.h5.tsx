import { sendText } from '../platform/share';
import { Button } from './button';

type ShareButtonProps = { text: string; sent: string; onSent: (way: 'shared' | 'copied') => void };

/** Sends `sent` in the way that this browser has. */
export function ShareButton({ text, sent, onSent }: ShareButtonProps) {
  const send = async () => {
    const way = await sendText(sent);
    if (way !== 'not') onSent(way);
  };
  return <Button text={text} onTap={() => void send()} />;
}
