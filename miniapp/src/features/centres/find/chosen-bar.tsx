import { View } from '@tarojs/components';
import { openInMapApp } from '../../../platform/map-app';
import { goTo } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { type CentreCardData, distanceWords, placesSentence } from '../card-words';
import type { MapMarker } from '../map/map-marks';
import { chooseCentre } from './find-state';

type ChosenBarProps = {
  marker: MapMarker;
  /** null until the server answers; name and place are known before. */
  card: CentreCardData | null;
  date: string | null;
  day: string;
};

/** What was chosen on the map, above the list: who it is, its page, and the way there. */
export function ChosenBar({ marker, card, date, day }: ChosenBarProps) {
  const { id, name, point } = marker;
  const facts = card ? [distanceWords(card.distanceMetres), placesSentence(card, day)].filter(Boolean) : [];
  return (
    <View className="find-chosen">
      <Tap
        className="nc-grow find-chosen-who"
        role="link"
        onTap={() => goTo('/pages/centre/index', date === null ? { id } : { id, date })}
      >
        <View role="status">
          <View className="nc-heard">地图上选的：</View>
          <View className="nc-strong">{name}</View>
          <View className="nc-caption">{card ? facts.join('·') : marker.label.slice(name.length + 1)}</View>
        </View>
      </Tap>
      <Button
        kind="outline"
        isSmall
        icon="navigate"
        text="怎么去"
        label={`去${name}的路`}
        onTap={() => openInMapApp({ name, address: card?.address ?? '', point })}
      />
      <Tap className="nc-icon-button" label="不选了" onTap={() => chooseCentre(null)}>
        <Icon name="close" />
      </Tap>
    </View>
  );
}
