import { View } from '@tarojs/components';
import { describeError } from '../../api/error-messages';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { complaintCategory } from '../../ui/words/complaint-words';
import { isForSignIn } from './filing';
import { type Late, useLate } from './late/late-files';
import { LateNotice } from './late/late-notice';
import { faultOfPiece, type Piece, useFiling } from './pieces';

/**
 * What lies on this phone and may not be forgotten there, but the one that is open: what waits to be sent, what was
 * refused, what was begun, receipts that were not put away, and files that are still on their way to one that was.
 */
export function FilingNotice({ but = '' }: { but?: string }) {
  const pieces = useFiling((filing) => filing.pieces);
  const lates = useLate((late) => late.lates);
  const isPutAway = ({ id }: Late) => pieces.every((piece) => piece.id !== id);
  return (
    <>
      {pieces
        .filter(({ id }) => id !== but)
        .map((piece) => (
          <PieceNotice key={piece.id} piece={piece} />
        ))}
      {lates.filter(isPutAway).map((late) => (
        <LateNotice key={late.id} of={late} isNumbered />
      ))}
    </>
  );
}

function PieceNotice({ piece }: { piece: Piece }) {
  const { filed, isWaiting } = piece;
  const { words, way } = wordsOf(piece);
  return (
    <Notice
      tone={filed === null ? 'apricot' : 'green'}
      icon={filed !== null ? 'check' : isWaiting ? 'offline' : 'page'}
      className="cm-gap"
    >
      <View>{words}</View>
      <LinkButton text={way} onTap={() => goTo('/pages/complaint/file', { piece: piece.id })} />
    </Notice>
  );
}

function wordsOf(piece: Piece): { words: string; way: string } {
  const { draft, filed, isWaiting } = piece;
  const name = draft.category === null ? '有一件' : `“${complaintCategory[draft.category].label}”`;
  const refused = faultOfPiece(piece);
  if (filed !== null)
    return { words: `“${filed.complaint.categoryLabel}”交好了，回执还没看完。`, way: '看回执' };
  if (isForSignIn(piece) && isWaiting) return { words: `${name}还没交出去，要先登录。`, way: '去登录' };
  if (isWaiting) return { words: `${name}还没交出去，连上网会自动交。`, way: '看看' };
  if (refused !== null) return { words: `${name}没有交成：${describeError(refused).title}。`, way: '去改' };
  return { words: `${name}还没写完。`, way: '接着填' };
}
