import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { LinkButton } from '../../ui/button';
import { MoreButton } from '../../ui/more-button';
import { Notice } from '../../ui/notice';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Tag } from '../../ui/tag';
import { Unread } from '../../ui/unread';
import { useCentres } from './ask-desk';
import { ageOf } from './desk-words';

export type Centre = Reply<'deskListCentres'>['items'][number];

const filingWords = {
  filed: { word: '已备案', tint: 'green' },
  suspended: { word: '暂停', tint: 'apricot' },
  cancelled: { word: '已注销', tint: 'plain' },
  unfiled: { word: '未备案', tint: 'plum' },
} as const;

/** Centres of the district: how fresh their figures are, and stopping one. */
export function CentresTab(props: { done: string | null; onChange: (centre: Centre) => void }) {
  const query = useCentres();
  const { data, error, isFetching, refetch } = query;
  if (data === undefined) {
    return (
      <View className="nc-card">
        <Unread label="正在取机构" read={{ error, isFetching, refetch }} />
      </View>
    );
  }
  const centres = data.pages.flatMap(({ items }) => items);
  if (centres.length === 0) {
    return (
      <View className="nc-card">
        <StateView picture={missingPatch('centres')} title="这里还没有机构" />
      </View>
    );
  }
  return (
    <View className="nc-card dk-list">
      {props.done !== null && (
        <Notice tone="green" icon="check" role="status" className="nc-above-8">
          {props.done}
        </Notice>
      )}
      <View role="list">
        {centres.map((centre) => {
          const { id, name, filingStatus, places, told, suspension } = centre;
          const { word, tint } = filingWords[filingStatus];
          return (
            <View key={id} className="dk-row" role="listitem">
              <View className="nc-grow">
                <View className="nc-strong">{name}</View>
                <View className="nc-caption">
                  {places} 个托位，{told === null ? '从没报过余位' : `${ageOf(told.asOf)}报余 ${told.places}`}
                </View>
              </View>
              <View className="nc-row nc-gap-8 dk-tagged">
                <Tag text={word} tone={tint} />
                {(filingStatus === 'filed' || suspension !== null) && (
                  <LinkButton
                    text={suspension === null ? '暂停' : '恢复'}
                    label={`${suspension === null ? '暂停' : '恢复'}${name}`}
                    onTap={() => props.onChange(centre)}
                  />
                )}
              </View>
            </View>
          );
        })}
      </View>
      <MoreButton read={query} />
    </View>
  );
}
