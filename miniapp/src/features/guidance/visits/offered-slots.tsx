import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../../api/client';
import { useWrite } from '../../../api/use-write';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { TextArea } from '../../../ui/text-area';
import { WriteFault } from '../../../ui/write-fault';
import { type HomeVisit, keepVisit } from '../ask-guidance';
import { slotWords } from './visit-words';

const longest = 200;

/** The times of the last offer: pick one, or say that none fits. Nothing where there is nothing to pick. */
export function OfferedSlots({ visit, onStale }: { visit: HomeVisit; onStale: () => void }) {
  const { offer, may } = visit;
  const open = offer?.slots.filter(({ isOpen }) => isOpen) ?? [];
  const [slotId, setSlotId] = useState<string | null>(null);
  const [isRefusing, setRefusing] = useState(false);
  const [text, setText] = useState('');
  const write = useWrite();
  if (offer === null || !may.includes('choose')) return null;
  // The same choice again has the same answer, so it needs no key.
  const choose = async (chosen: string | null) => {
    const said = text.trim();
    const body = {
      offerId: offer.id,
      slotId: chosen,
      ...(chosen === null && said !== '' ? { text: said } : {}),
    };
    const isDone = await write.run(async () =>
      keepVisit(await call('chooseHomeVisitSlot', { params: { homeVisitId: visit.id }, body })),
    );
    if (!isDone) onStale();
  };
  return (
    <Card className="gd-gap" title="挑一个时间">
      {visit.visitor !== null && <View className="nc-small">{visit.visitor}来。</View>}
      {offer.text !== null && <View className="gd-text">{offer.text}</View>}
      {open.length === 0 ? (
        <View className="nc-small nc-above-8">给的时间都过了，让他们换几个。</View>
      ) : (
        <ChoiceList
          label="时间"
          isInRows
          value={slotId}
          options={open.map((slot) => ({ value: slot.id, text: slotWords(slot) }))}
          onChange={setSlotId}
        />
      )}
      {isRefusing && (
        <TextArea
          id="none-fits"
          label="什么时候方便（可以不写）"
          value={text}
          maxLength={longest}
          onChange={setText}
        />
      )}
      <WriteFault error={write.error} />
      {isRefusing || open.length === 0 ? (
        <View className="nc-row nc-wrap nc-gap-8 nc-above-12">
          <Button
            className="nc-half"
            text={write.isBusy ? '正在告诉' : '都不合适，换几个'}
            isBusy={write.isBusy}
            onTap={() => void choose(null)}
          />
          {open.length > 0 && (
            <Button className="nc-half" kind="outline" text="再看看" onTap={() => setRefusing(false)} />
          )}
        </View>
      ) : (
        <>
          <Button
            className="nc-above-12"
            text={write.isBusy ? '正在定下' : '就这个时间'}
            isBusy={write.isBusy}
            isDisabled={slotId === null}
            onTap={() => void choose(slotId)}
          />
          {may.includes('refuse') && <LinkButton text="都不合适" onTap={() => setRefusing(true)} />}
        </>
      )}
    </Card>
  );
}
