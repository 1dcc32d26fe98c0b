import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DistrictChoice } from '../../../ui/district-choice';
import { Notice } from '../../../ui/notice';
import { ReadFailure } from '../../../ui/read-failure';
import { Skeleton } from '../../../ui/skeleton';
import { Tap } from '../../../ui/tap';
import { TextField } from '../../../ui/text-field';
import { type Draft, longest } from '../draft';
import { type FoundCentre, useBookedCentres, useCentreSearch, useNearby } from './find-centre';
import type { StepProps } from './step-props';

/** Which centre: of a booking, by name, nearby; or a place that is in no register, by its address. */
export function WhereStep({ draft, write }: StepProps) {
  const { where } = draft;
  if (where?.kind === 'place') return <PlaceForm where={where} write={write} />;
  if (where?.kind === 'centre')
    return (
      <Card className="nc-above-12">
        <View className="nc-heading">{where.name}</View>
        <LinkButton text="换一家" onTap={() => write({ where: null })} />
      </Card>
    );
  return <CentreChoice write={write} />;
}

type Write = Pick<StepProps, 'write'>;

function CentreChoice({ write }: Write) {
  const [q, setQ] = useState('');
  const booked = useBookedCentres();
  const found = useCentreSearch(q);
  const nearby = useNearby();
  const choose = ({ id, name }: FoundCentre) => write({ where: { kind: 'centre', id, name } });
  return (
    <>
      {booked.length > 0 && (
        <Card className="nc-above-12" title="约过的">
          <Centres label="约过的" items={booked} onChoose={choose} />
        </Card>
      )}
      <Card className="nc-above-12">
        <TextField
          id="complaint-centre"
          label="按名字找"
          value={q}
          placeholder="名字、地址或拼音"
          maxLength={40}
          onChange={setQ}
        />
        {found.isFetching && <Skeleton label="正在找机构" rows={2} />}
        {found.error !== null && !found.isFetching && (
          <ReadFailure error={found.error} steps={{ retry: () => void found.refetch() }} />
        )}
        {found.data !== undefined && (
          <View role="status" className="nc-caption nc-above-8">
            {found.data.length === 0 ? '没有找到，可以写地址。' : `找到 ${found.data.length} 家`}
          </View>
        )}
        <Centres label="找到的" items={found.data ?? []} onChoose={choose} />
        <Button
          className="nc-above-12"
          kind="outline"
          icon="locate"
          text={nearby.isAsking ? '正在找附近的' : '看附近的'}
          isBusy={nearby.isAsking}
          onTap={nearby.ask}
        />
        {nearby.fault !== null && (
          <Notice tone="apricot" icon="warning" role="alert" className="nc-above-8">
            {nearby.fault}
          </Notice>
        )}
        <Centres label="附近的" items={nearby.items} onChoose={choose} />
      </Card>
      <LinkButton
        text="没有名字，或者不在里面，写地址"
        onTap={() => write({ where: { kind: 'place', districtCode: '', address: '' } })}
      />
    </>
  );
}

function Centres(props: {
  label: string;
  items: readonly FoundCentre[];
  onChoose: (centre: FoundCentre) => void;
}) {
  const { label, items } = props;
  if (items.length === 0) return null;
  return (
    <View className="nc-above-8" role="list" aria-label={label}>
      {items.map((one) => (
        <View key={one.id} role="listitem">
          <Tap className="cm-found" label={`${one.name}，${one.address}`} onTap={() => props.onChoose(one)}>
            <View className="nc-strong">{one.name}</View>
            <View className="nc-caption">{one.address}</View>
          </Tap>
        </View>
      ))}
    </View>
  );
}

function PlaceForm({ where, write }: Write & { where: Extract<Draft['where'], { kind: 'place' }> }) {
  return (
    <Card className="nc-above-12">
      <TextField
        id="complaint-address"
        label="地方怎么找"
        value={where.address}
        placeholder="小区、楼栋、门口的牌子"
        maxLength={longest.address}
        onChange={(address) => write({ where: { ...where, address } })}
      />
      <DistrictChoice
        label="在哪个区县"
        note="由当地的部门来办。"
        value={where.districtCode === '' ? null : where.districtCode}
        onChange={(districtCode) => write({ where: { ...where, districtCode } })}
      />
      <LinkButton text="还是按名字找" onTap={() => write({ where: null })} />
    </Card>
  );
}
