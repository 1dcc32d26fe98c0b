import { View } from '@tarojs/components';

export type IconName =
  | 'search'
  | 'chevron-left'
  | 'chevron-right'
  | 'chevron-down'
  | 'more'
  | 'phone'
  | 'clock'
  | 'filed'
  | 'calendar'
  | 'arch'
  | 'person'
  | 'check'
  | 'plus'
  | 'minus'
  | 'close'
  | 'pin'
  | 'lock'
  | 'page'
  | 'speaker'
  | 'refresh'
  | 'letters'
  | 'filter'
  | 'offline'
  | 'navigate'
  | 'warning'
  | 'locate'
  | 'map'
  | 'list'
  | 'download'
  | 'trash'
  | 'copy'
  | 'eye'
  | 'device'
  | 'heart'
  | 'heart-full'
  | 'share'
  | 'compare'
  | 'layers'
  | 'bell';

/** Always beside words or inside something with a label, so hidden from readers. Colour: the text's. */
export function Icon({ name, size = 20 }: { name: IconName; size?: 16 | 20 | 24 | 28 }) {
  return <View className={`nc-icon nc-icon-${size} nc-icon-${name}`} aria-hidden="true" />;
}
