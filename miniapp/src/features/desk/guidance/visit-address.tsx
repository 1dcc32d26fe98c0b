import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWrite } from '../../../api/use-write';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';

/** Where to go and whom to call: read only when somebody wants it, and each look is written down. Never kept. */
export function VisitAddress({ id }: { id: string }) {
  const [found, setFound] = useState<Reply<'deskGetHomeVisitAddress'> | null>(null);
  const write = useWrite();
  const read = () =>
    void write.run(async () =>
      setFound(await askDesk('deskGetHomeVisitAddress', { params: { homeVisitId: id } })),
    );
  return (
    <Card className="dk-gap" title="地址和电话">
      {found === null ? (
        <>
          <View className="nc-small">去的人才看。看了，家长马上查得到。</View>
          <WriteFault error={write.error} />
          <Button
            className="nc-above-8"
            kind="outline"
            isSmall
            icon="eye"
            text={write.isBusy ? '正在取' : '看地址'}
            isBusy={write.isBusy}
            onTap={read}
          />
        </>
      ) : (
        <>
          <View className="nc-strong">{found.address}</View>
          {found.phone === null ? (
            <View className="nc-small">没有电话，在这里改时间会通知家长。</View>
          ) : (
            <Button
              className="nc-above-8"
              kind="outline"
              isSmall
              icon="phone"
              text={found.phone}
              label={`打电话给家长 ${found.phone}`}
              onTap={() => callPhone(found.phone ?? '')}
            />
          )}
        </>
      )}
    </Card>
  );
}
