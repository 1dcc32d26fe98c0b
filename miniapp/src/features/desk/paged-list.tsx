import { View } from '@tarojs/components';
import type { ComponentProps, ReactNode } from 'react';
import { MoreButton } from '../../ui/more-button';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Unread } from '../../ui/unread';

type Read<Item> = ComponentProps<typeof Unread>['read'] &
  ComponentProps<typeof MoreButton>['read'] & { items: readonly Item[] | null };

/** A list of a desk that comes page by page: what is there, that it comes, or that there is nothing. */
export function PagedList<Item extends { id: string }>(props: {
  read: Read<Item>;
  /** While the first page comes: `正在取课`. */
  loading: string;
  empty: { seed: string; title: string; sentence: string };
  row: (item: Item) => ReactNode;
}) {
  const { read, empty } = props;
  const { items } = read;
  if (items === null)
    return (
      <View className="nc-card dk-gap">
        <Unread label={props.loading} read={read} />
      </View>
    );
  if (items.length === 0)
    return (
      <View className="nc-card dk-gap">
        <StateView picture={missingPatch(empty.seed)} title={empty.title} sentence={empty.sentence} />
      </View>
    );
  return (
    <View className="nc-card dk-list dk-gap">
      <View role="list">
        {items.map((item) => (
          <View key={item.id} className="dk-item" role="listitem">
            {props.row(item)}
          </View>
        ))}
      </View>
      <MoreButton read={read} />
    </View>
  );
}
