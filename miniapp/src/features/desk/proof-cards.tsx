import { View } from '@tarojs/components';
import { openDocument } from '../../platform/open-document';
import { Card } from '../../ui/card';
import { bytesWords } from '../../ui/words/bytes';
import { askDesk, type DeskFeeReduction } from './ask-desk';
import { FileLine } from './file-line';

/** What a family handed in to show that it may pay less. */
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
  const isPdf = proof.type === 'application/pdf';
  const name = `第 ${number} 份`;
  return (
    <FileLine
      name={name}
      detail={`${isPdf ? 'PDF' : '照片'}，${bytesWords(proof.bytes)}`}
      askLink={() => askDesk('deskGetProofLink', { params: { feeReductionId, fileId: proof.id } })}
      shows={isPdf ? { text: '打开 PDF', open: openDocument } : { picture: `${name}证明的照片` }}
    />
  );
}
