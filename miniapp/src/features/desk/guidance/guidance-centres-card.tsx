import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWrite } from '../../../api/use-write';
import { LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { MoreButton } from '../../../ui/more-button';
import { Unread } from '../../../ui/unread';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk, useCentres } from '../ask-desk';
import { keepGuidanceCentres, useGuidanceCentres } from './ask-guidance-desk';

/** Which centres of the district make home visits: named here, and taken off again. */
export function GuidanceCentresCard() {
  const read = useGuidanceCentres();
  const [isAdding, setAdding] = useState(false);
  const write = useWrite();
  const named = read.data?.items ?? null;
  // Both by nature once: named twice is named.
  const name = (centreId: string) =>
    void write.run(async () => {
      keepGuidanceCentres(await askDesk('deskNameGuidanceCentre', { params: { centreId } }));
      setAdding(false);
    });
  const unname = (centreId: string) =>
    void write.run(async () =>
      keepGuidanceCentres(await askDesk('deskUnnameGuidanceCentre', { params: { centreId } })),
    );
  return (
    <Card className="dk-gap" title="指导中心">
      <View className="nc-small">这些机构也能上门，家长申请时可以选。</View>
      {named === null ? (
        <Unread label="正在取指导中心" rows={1} read={read} />
      ) : (
        named.map((centre) => (
          <View key={centre.centreId} className="dk-row">
            <View className="nc-strong nc-grow">{centre.name}</View>
            <LinkButton
              text="不再上门"
              label={`${centre.name}不再上门`}
              isBusy={write.isBusy}
              onTap={() => unname(centre.centreId)}
            />
          </View>
        ))
      )}
      <WriteFault error={write.error} />
      {isAdding ? (
        <Choice not={(named ?? []).map(({ centreId }) => centreId)} isBusy={write.isBusy} onName={name} />
      ) : (
        <LinkButton icon="plus" text="加一家" onTap={() => setAdding(true)} />
      )}
    </Card>
  );
}

function Choice(props: { not: readonly string[]; isBusy: boolean; onName: (centreId: string) => void }) {
  const read = useCentres();
  const centres = (read.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ id }) => !props.not.includes(id));
  if (read.data === undefined) return <Unread label="正在取机构" rows={2} read={read} />;
  return (
    <View>
      {centres.map((centre) => (
        <View key={centre.id} className="dk-row">
          <View className="nc-grow">{centre.name}</View>
          <LinkButton
            text="加上"
            label={`加上${centre.name}`}
            isBusy={props.isBusy}
            onTap={() => props.onName(centre.id)}
          />
        </View>
      ))}
      <MoreButton read={read} />
    </View>
  );
}
