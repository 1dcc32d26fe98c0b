import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { PageShell } from '../../../ui/page-shell';
import { PaperPage } from '../../../ui/paper-page';
import { Unread } from '../../../ui/unread';
import { bytesWords } from '../../../ui/words/bytes';
import { evidenceKinds, incidentWords, momentWords } from '../../../ui/words/complaint-words';
import { OpenDeskGate } from '../desk-gate';
import { type OfficerAct, useHandOver } from './ask-complaints';
import './complaint-desk.css';

const title = '移送单';
type Body = NonNullable<OfficerAct['body']>;
type HandOver = Reply<'deskGetHandOver'>;

/** One sheet of paper for a body outside: what, when, where, the list of evidence with its hashes. */
export function HandOverPage({ id, body, overlay }: { id: string; body: Body; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="officer" overlay={overlay}>
      {() => <Read id={id} body={body} overlay={overlay} />}
    </OpenDeskGate>
  );
}

function Read({ id, body, overlay }: { id: string; body: Body; overlay: ReactNode }) {
  const read = useHandOver(id, body);
  if (read.data === undefined)
    return (
      <PageShell title={title} overlay={overlay}>
        <View className="nc-card">
          <Unread label="正在取移送单" read={read} />
        </View>
      </PageShell>
    );
  return (
    <PaperPage title={title} overlay={overlay}>
      <Paper of={read.data} />
      <View className="nc-small nc-centre nc-above-8 nc-not-on-paper">
        交出去以后，回到投诉里记下转办和对方的编号。
      </View>
    </PaperPage>
  );
}

function Paper({ of }: { of: HandOver }) {
  const when = incidentWords(of);
  const facts: Fact[] = [
    ['移送给', of.receiver.name],
    ['编号', of.number],
    ['事项', `${of.categoryLabel}${of.level === 'urgent' ? '（紧急）' : ''}`],
    ['机构', of.placeName],
    ...(of.placeAddress === null ? [] : [['地址', of.placeAddress] as const]),
    ['区县', of.districtName],
    ...(when === null ? [] : [['发生', when] as const]),
    ['收到', momentWords(of.filedAt)],
    ...(of.who === null ? [] : [['说的是谁', of.who] as const]),
    ...(of.affectedChildren === null ? [] : [['孩子', `${of.affectedChildren} 个`] as const]),
    ['联系家长', of.authorPhone ?? '单子上不写'],
  ];
  return (
    <View className="nc-card nc-sheet-of-paper">
      <View className="nc-title">投诉举报移送单</View>
      <FactRows facts={facts} />
      <View className="nc-strong nc-above-12">反映的情况</View>
      <View className="cd-words">{of.what}</View>
      {of.wanted !== null && <View className="cd-words">希望：{of.wanted}</View>}
      {of.additions.map(({ at, text }) => (
        <View key={at} className="cd-words nc-above-4">
          {momentWords(at)} 补充：{text}
        </View>
      ))}
      <View className="nc-strong nc-above-12">
        {of.evidence.length === 0 ? '没有证据文件' : `证据文件 ${of.evidence.length} 个`}
      </View>
      {of.evidence.map((file, index) => (
        <View key={file.fileId} className="nc-above-4">
          <View className="nc-small">
            {index + 1}. {evidenceKinds[file.kind]}，{bytesWords(file.bytes)}，{momentWords(file.uploadedAt)}{' '}
            交的
          </View>
          <View className="cd-hash">SHA-256 {file.sha256}</View>
        </View>
      ))}
      <View className="nc-caption nc-above-12">
        {of.preparedBy}，{momentWords(of.preparedAt)} 制。签收：
      </View>
    </View>
  );
}
