import { View } from '@tarojs/components';
import { type ReactNode, useEffect } from 'react';
import { errorLine } from '../../../api/error-messages';
import { requireSession } from '../../../api/session';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { isForSignIn, sendQueued, takeBack } from '../filing';
import { faultOfPiece, type Piece, useFiling } from '../pieces';
import { TrackingCodeCard } from '../tracking-code-card';

/** Tapped 提交, not answered yet: on its way, or waiting for the network, or for its author to sign in. */
export function QueuedView({ piece, overlay }: { piece: Piece; overlay: ReactNode }) {
  const { id, draft } = piece;
  const isSending = useFiling(({ sending }) => sending.includes(id));
  const error = faultOfPiece(piece);
  const isSigningIn = isForSignIn(piece);
  useEffect(() => void sendQueued(), []);
  return (
    <PageShell title="投诉" overlay={overlay}>
      <Card title={isSending ? '正在提交' : '还没交出去'}>
        {error === null ? (
          <View className="nc-small nc-above-4" role="status">
            网慢的话等一会儿，别重复按。关掉也行。
          </View>
        ) : (
          <>
            <Notice icon={isSigningIn ? 'lock' : 'offline'} className="nc-above-8">
              {isSigningIn
                ? '登录过期了。写的都在，登录以后自动交，只交一次。'
                : error.code === 'network_unreachable'
                  ? '没有网络。存在手机里了，连上网自动交，只交一次。'
                  : `${errorLine(error)}过一会儿自动再交，只交一次。`}
            </Notice>
            <Button
              className="nc-above-12"
              text={isSending ? '正在提交' : isSigningIn ? '登录，接着交' : '现在再交一次'}
              isBusy={isSending}
              onTap={() => (isSigningIn ? requireSession(() => void sendQueued()) : void sendQueued())}
            />
          </>
        )}
        {!isSending && <LinkButton text="回去改" onTap={() => takeBack(id)} />}
      </Card>
      {draft.trackingCode !== null && error !== null && (
        <TrackingCodeCard code={draft.trackingCode} number={null} />
      )}
    </PageShell>
  );
}
