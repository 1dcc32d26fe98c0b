import { readAloud } from '../platform/speech';
import { LinkButton } from './button';

/** 读给我听, where something can read; the sentences are those on the screen. */
export function ReadAloudButton({ sentences }: { sentences: readonly string[] }) {
  const read = readAloud;
  if (read === null || sentences.length === 0) return null;
  return <LinkButton icon="speaker" text="读给我听" onTap={() => read(sentences)} />;
}
