import { View } from '@tarojs/components';
import { useEffect, useMemo } from 'react';
import { evidenceUploads } from '../../../api/evidence-uploads';
import { useUploads } from '../../../api/use-uploads';
import { Card } from '../../../ui/card';
import { FactRows } from '../../../ui/fact-rows';
import { Uploader } from '../../../ui/uploader';
import { monthDay } from '../../../ui/words/civil-words';
import { complaintCategory, complaintIdentity } from '../../../ui/words/complaint-words';
import type { Draft } from '../draft';
import { evidenceKinds, mostEvidence } from '../evidence';
import { write } from '../filing';

/** Photos, recordings and papers; then what is going to be sent, in short. */
export function EvidenceStep(props: { draft: Draft; onUploading: (isUploading: boolean) => void }) {
  const { draft, onUploading } = props;
  const { trackingCode } = draft;
  const way = useMemo(() => evidenceUploads(trackingCode), [trackingCode]);
  const uploads = useUploads({ way, most: mostEvidence, kept: draft.evidence });
  const { files, isSending } = uploads;
  const keptIds = draft.evidence.map(({ file }) => file.id).join();
  useEffect(() => {
    const evidence = files.flatMap(({ kind, file }) => (file === null ? [] : [{ kind, file }]));
    // Writing what is written already would put away what was said about the last try.
    if (evidence.map(({ file }) => file.id).join() !== keptIds) write({ evidence });
  }, [files, keptIds]);
  useEffect(() => {
    onUploading(isSending);
    return () => onUploading(false);
  }, [isSending, onUploading]);
  return (
    <>
      <Card className="nc-above-12">
        <Uploader
          label="没有也能交，以后还能补"
          of={uploads}
          kinds={evidenceKinds(trackingCode)}
          note="加密保存，只给办这件事的部门看。机构看不到。"
        />
      </Card>
      <Card className="nc-above-12" title="要交的">
        <FactRows facts={summaryOf(draft)} />
        <View className="nc-caption nc-above-8">交了马上给编号、经办人和期限。</View>
      </Card>
    </>
  );
}

function summaryOf({ category, where, incidentOn, identity }: Draft): [string, string][] {
  const whereWords = where === null ? '' : where.kind === 'centre' ? where.name : where.address;
  return [
    ['什么事', category === null ? '' : complaintCategory[category].label],
    ['哪里', whereWords],
    ['哪一天', incidentOn === null ? '说不准' : monthDay(incidentOn)],
    ['身份', identity === null ? '' : complaintIdentity[identity]],
  ];
}
