import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { Icon } from '../../../ui/icon';
import { Picture } from '../../../ui/picture';
import { clockTile } from '../../../ui/pictures/clock-tile';
import { Tap } from '../../../ui/tap';
import { defaultRadiusMetres, type Place } from '../find/find-state';
import { bannerWords } from './care-now-words';
import { useCareNow } from './use-care-now';

/** Hours asked when nobody chose. */
export const usualHours = 2;
const tile = clockTile();

type CareNowBannerProps = {
  place: Place;
  ageMonths: number | null;
  /** Of the region; null while it is unknown. */
  today: string | null;
};

/** The question over the list; one tap answers it. What is known already stands under it. */
export function CareNowBanner({ place, ageMonths, today }: CareNowBannerProps) {
  const { answer } = useCareNow(
    place,
    { ageMonths, hours: usualHours, radiusMetres: defaultRadiusMetres },
    false,
  );
  return (
    <Tap className="find-now" role="link" onTap={() => goTo('/pages/care-now/index', {})}>
      <View className="find-now-tile">
        <Picture svg={tile} width={54} height={54} />
      </View>
      <View className="nc-grow">
        <View className="nc-strong">今天谁能帮我带两小时？</View>
        <View className="nc-caption find-now-words">
          {answer === null ? '看看现在谁有空' : bannerWords(answer, today)}
        </View>
      </View>
      <Icon name="chevron-right" />
    </Tap>
  );
}
