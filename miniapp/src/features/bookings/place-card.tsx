import { View } from '@tarojs/components';
import { openInMapApp } from '../../platform/map-app';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import type { Booking } from './booking-cache';

/** Where it is and how to get there, who may collect the child; and help, should something have happened there. */
export function PlaceCard({ centre, isComing }: { centre: Booking['centre']; isComing: boolean }) {
  const { name, address, point, phone } = centre;
  return (
    <Card className="bk-section" title="地方">
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-small nc-grow">{address}</View>
        <LinkButton
          icon="navigate"
          text="导航"
          label={`导航去${name}`}
          onTap={() => openInMapApp({ name, address, point })}
        />
      </View>
      {phone !== null && <View className="nc-small">园方电话 {phone}</View>}
      <View className="nc-row nc-wrap nc-gap-12">
        {isComing && <LinkButton text="谁来接，发接娃码" onTap={() => goTo('/pages/family/index', {})} />}
        <LinkButton text="投诉与求助" onTap={() => goTo('/pages/complaint/index', { centreId: centre.id })} />
      </View>
    </Card>
  );
}
