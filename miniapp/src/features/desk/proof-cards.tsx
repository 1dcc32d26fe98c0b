import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { openDocument } from '../../platform/open-document';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { bytesWords } from '../../ui/words/bytes';
import { askDesk, type DeskFeeReduction } from './ask-desk';

/** The proofs, each fetched only by a tap: every look is written down for the family. */
export function ProofCards({ of }: { of: DeskFeeReduction }) {
  return (
    <Card className="dk-gap" title={of.proofs.length === 0 ? '没有附证明' : `证明 ${of.proofs.length} 份`}>
      {of.proofs.length === 0 && <View className="nc-small nc-above-4">可以请家长带原件来看。</View>}
      {of.proofs.map((proof, index) => (
        <ProofLine key={proof.id} feeReductionId={of.id} proof={proof} number={index + 1} />
      ))}
    </Card>
  );
}

function ProofLine(props: {
  feeReductionId: string;
  proof: DeskFeeReduction['proofs'][number];
  number: number;
}) {
  const { feeReductionId, proof, number } = props;
  const [url, setUrl] = useState<string | null>(null);
  const write = useWrite();
  const isPdf = proof.type === 'application/pdf';
  const fetchLink = () =>
    write.run(async () => {
      const link = await askDesk('deskGetProofLink', { params: { feeReductionId, fileId: proof.id } });
      setUrl(`${BUILD.apiBase}${link.url}`);
    });
  const name = `第 ${number} 份`;
  return (
    <View className="dk-item">
      <View className="dk-row">
        <View className="nc-grow">
          <View className="nc-strong">{name}</View>
          <View className="nc-caption">
            {isPdf ? 'PDF' : '照片'}，{bytesWords(proof.bytes)}
          </View>
        </View>
        {url === null && (
          <Button
            kind="soft"
            isSmall
            text={write.isBusy ? '正在取' : '看'}
            label={`看${name}`}
            isBusy={write.isBusy}
            onTap={() => void fetchLink()}
          />
        )}
        {url !== null && isPdf && (
          // Its own tap, because a browser opens no window a while after one.
          <Button kind="soft" isSmall text="打开 PDF" onTap={() => void openDocument(url)} />
        )}
      </View>
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert">
          {errorLine(write.error)}
        </Notice>
      )}
      {url !== null && !isPdf && (
        <View role="img" aria-label={`${name}证明的照片`}>
          <Image
            className="dk-proof"
            src={url}
            mode="widthFix"
            nativeProps={{ alt: '', 'aria-hidden': 'true' }}
          />
        </View>
      )}
    </View>
  );
}
