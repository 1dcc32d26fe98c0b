import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { mineKey } from '../../api/session';
import type { FileFacts } from '../../api/upload';
import { Button, LinkButton } from '../../ui/button';
import { FilePicture } from '../../ui/file-picture';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import { bytesWords } from '../../ui/words/bytes';
import './proofs.css';
import { mostProofs, type Proof, type useProofs } from './use-proofs';

/** Photos or PDFs that prove something: choose, watch them arrive, go on after a break, take one out again. */
export function ProofUploader({ of }: { of: ReturnType<typeof useProofs> }) {
  const { proofs } = of;
  return (
    <View className="nc-field">
      <View className="nc-field-label">证明（照片或 PDF）</View>
      <View role="list">
        {proofs.map((proof, index) => (
          <ProofRow
            key={proof.number}
            proof={proof}
            name={`第 ${index + 1} 份${proof.kind === 'photo' ? '照片' : ' PDF'}`}
            onResume={() => of.resume(proof)}
            onRemove={() => of.remove(proof)}
          />
        ))}
      </View>
      {proofs.length < mostProofs ? (
        <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
          <Button
            className="fp-add"
            kind="outline"
            isSmall
            icon="plus"
            text="加照片"
            onTap={() => void of.add('photo')}
          />
          <Button
            className="fp-add"
            kind="outline"
            isSmall
            icon="plus"
            text="加 PDF"
            onTap={() => void of.add('pdf')}
          />
        </View>
      ) : (
        <View className="nc-caption nc-above-8">最多 {mostProofs} 份。去掉一份才能再加。</View>
      )}
      <View className="nc-caption nc-above-8">加密保存，照片里的位置会去掉。只给审核的人看。</View>
    </View>
  );
}

function stateWords({ file, error, share, sending }: Proof): string {
  if (file !== null) return `传好了，${bytesWords(file.bytes)}`;
  const percent = `${Math.floor(share * 100)}%`;
  if (error !== null) return sending === null || share === 0 ? errorLine(error) : `传到 ${percent} 断了。`;
  return share === 0 ? '正在传' : `已传 ${percent}`;
}

/** Tried again by a press; anything else is an answer that stays. */
const isPassing = ({ error, sending }: Proof) =>
  sending !== null &&
  ['network_unreachable', 'retry', 'service_unavailable', 'rate_limited', 'server_error'].includes(
    error?.code ?? '',
  );

function ProofRow(props: { proof: Proof; name: string; onResume: () => void; onRemove: () => void }) {
  const { proof, name } = props;
  const words = stateWords(proof);
  return (
    <View className="fp-row" role="listitem">
      <Thumbnail file={proof.file} />
      <View className="nc-grow">
        <View className="nc-strong">{name}</View>
        <View
          className={`nc-caption ${proof.error === null ? '' : 'fp-broken'}`}
          role={proof.error === null ? 'status' : 'alert'}
        >
          {words}
        </View>
        {proof.file === null && (
          <View className="fp-track" aria-hidden="true">
            <View className="fp-done" style={{ width: `${Math.round(proof.share * 100)}%` }} />
          </View>
        )}
        {isPassing(proof) && (
          <LinkButton icon="refresh" text="接着传" label={`接着传${name}`} onTap={props.onResume} />
        )}
      </View>
      <Tap className="nc-icon-button" label={`去掉${name}`} onTap={props.onRemove}>
        <Icon name="close" size={16} />
      </Tap>
    </View>
  );
}

function Thumbnail({ file }: { file: FileFacts | null }) {
  const fileId = file !== null && file.type !== 'application/pdf' ? file.id : null;
  const { data } = useQuery({
    queryKey: [mineKey, 'file-link', fileId],
    queryFn: () => call('getFileLink', { params: { fileId: fileId ?? '' } }),
    enabled: fileId !== null,
  });
  return <FilePicture url={data?.url ?? null} />;
}
