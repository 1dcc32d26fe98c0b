import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { requireSession, useSession } from '../../../api/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { FactRows } from '../../../ui/fact-rows';
import { Notice } from '../../../ui/notice';
import { Uploader } from '../../../ui/uploader';
import { monthDay } from '../../../ui/words/civil-words';
import { complaintCategory, complaintIdentity } from '../../../ui/words/complaint-words';
import type { Draft } from '../draft';
import { evidenceKinds } from '../evidence';
import { useLate } from '../late/late-files';
import { LateNotice } from '../late/late-notice';
import type { Evidence } from './use-evidence';

/** Photos, recordings and papers; then what is going to be sent, in short. */
export function EvidenceStep(props: { pieceId: string; draft: Draft; evidence: Evidence }) {
  const { draft, evidence } = props;
  const { uploads, goneCount, lateCount } = evidence;
  const isSignedIn = useSession(({ status }) => status !== 'signedOut');
  const late = useLate(({ lates }) => lates.find(({ id }) => id === props.pieceId));
  const ask = useRef(evidence.askForKept);
  useEffect(() => void ask.current(), []);
  return (
    <>
      <Card className="nc-above-12">
        {goneCount > 0 && (
          <Notice icon="warning" role="alert">
            有 {goneCount} 个文件放了超过一天，已经删了，要用请重新加。
          </Notice>
        )}
        {/* A file of an account belongs to somebody from its first byte on. */}
        {draft.identity === 'anonymous' || isSignedIn ? (
          <Uploader
            label="没有也能交，以后还能补"
            of={uploads}
            kinds={evidenceKinds(draft.trackingCode)}
            note="加密保存，只给办这件事的部门看。机构看不到。"
          />
        ) : (
          <>
            <View className="nc-small">照片、录音没有也能交，以后还能补。</View>
            <Button
              className="nc-above-8"
              kind="outline"
              icon="plus"
              text="登录后加照片"
              onTap={() => requireSession(() => undefined)}
            />
          </>
        )}
        {lateCount > 0 && (
          <View className="nc-caption nc-above-8">不用等，先提交也行，没传完的接着传，传好自动补上。</View>
        )}
        {late !== undefined && <LateNotice of={late} />}
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
