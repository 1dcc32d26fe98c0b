import { View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../api/client';
import { useWrite } from '../../api/use-write';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { DistrictChoice } from '../../ui/district-choice';
import { WriteFault } from '../../ui/write-fault';
import { type Guidance, recheckGuidance } from './ask-guidance';

/** Where the family lives, if it likes to say: only so does it count in the figures of that district. */
export function HomeDistrictCard({ guidance }: { guidance: Guidance }) {
  const { homeDistrict } = guidance;
  const [isChoosing, setChoosing] = useState(false);
  const [code, setCode] = useState(homeDistrict?.code ?? null);
  const write = useWrite();
  const tell = (districtCode: string | null) =>
    void write.run(async () => {
      await call('tellHomeDistrict', { body: { districtCode } });
      await recheckGuidance();
      setChoosing(false);
    });
  return (
    <Card className="gd-gap" title="家住哪个区县">
      <View className="nc-small">
        {homeDistrict === null
          ? '没有说。说了，只用来算这个区县有多少家庭学过，不显示是谁。'
          : `${homeDistrict.name}。只用来算这个区县有多少家庭学过，不显示是谁。`}
      </View>
      {isChoosing ? (
        <>
          <DistrictChoice label="区县" note="可以不说，随时能改。" value={code} onChange={setCode} />
          <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
            <Button
              className="nc-half"
              isSmall
              text={write.isBusy ? '正在记下' : '就是这里'}
              isBusy={write.isBusy}
              isDisabled={code === null}
              onTap={() => tell(code)}
            />
            <Button
              className="nc-half"
              kind="outline"
              isSmall
              text="先不说"
              onTap={() => setChoosing(false)}
            />
          </View>
        </>
      ) : (
        <View className="nc-row nc-wrap nc-gap-12">
          <LinkButton text={homeDistrict === null ? '选区县' : '改一下'} onTap={() => setChoosing(true)} />
          {homeDistrict !== null && (
            <LinkButton text="不说了" isBusy={write.isBusy} onTap={() => tell(null)} />
          )}
        </View>
      )}
      <WriteFault error={write.error} />
    </Card>
  );
}
