import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../../api/client';
import { errorLine } from '../../../api/error-messages';
import { useWrite } from '../../../api/use-write';
import { LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { Thread } from '../../../ui/thread';
import { lookTimeWords } from '../../../ui/words/look-words';
import type { Reached } from '../ask-complaints';

type Looks = Reply<'listComplaintLooks'>;

const roles: Readonly<Record<Looks['items'][number]['byRole'], string>> = {
  officer: '主管部门的人',
  staff: '机构的人',
};

/** Who at a desk read it, asked for when somebody wants to know; nothing of it is kept on the phone. */
export function LooksCard({ of: { complaint, trackingCode } }: { of: Reached }) {
  const [looks, setLooks] = useState<Looks | null>(null);
  const asking = useWrite();
  const ask = (cursor: string | null) =>
    asking.run(async () => {
      const params = { complaintId: complaint.id };
      const query = cursor === null ? {} : { cursor };
      const options = trackingCode === null ? {} : { trackingCode };
      const page = await call('listComplaintLooks', { params, query }, options);
      setLooks((before) => ({
        ...page,
        items: [...(cursor === null ? [] : (before?.items ?? [])), ...page.items],
      }));
    });
  const next = looks === null ? null : looks.nextCursor;
  return (
    <Card
      className="cm-gap"
      title="谁看过"
      aside={
        looks === null ? (
          <LinkButton
            text={asking.isBusy ? '正在取' : '打开'}
            label="打开谁看过"
            isBusy={asking.isBusy}
            onTap={() => void ask(null)}
          />
        ) : (
          <LinkButton text="收起" label="收起谁看过" onTap={() => setLooks(null)} />
        )
      }
    >
      {looks === null ? (
        <View className="nc-caption nc-above-4">办理的人每看一次都有记录。</View>
      ) : looks.items.length === 0 ? (
        <View className="nc-small nc-above-4">还没有人打开看过。</View>
      ) : (
        <Thread
          knots={looks.items.map((look) => ({
            key: look.id,
            content: (
              <>
                <View className="nc-knot-text">
                  <View className="nc-bold nc-inline">{look.placeName}</View> {roles[look.byRole]}
                </View>
                <View className="nc-caption">{lookTimeWords(look)}</View>
              </>
            ),
          }))}
        />
      )}
      {next !== null && (
        <LinkButton
          text={asking.isBusy ? '还在取' : '再看一些'}
          isBusy={asking.isBusy}
          onTap={() => void ask(next)}
        />
      )}
      {asking.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
          {errorLine(asking.error)}
        </Notice>
      )}
    </Card>
  );
}
