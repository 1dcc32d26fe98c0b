import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { Button, LinkButton } from '../../../ui/button';
import { PageShell } from '../../../ui/page-shell';
import { missingPatch } from '../../../ui/pictures/state-pictures';
import { Segmented } from '../../../ui/segmented';
import { StateView } from '../../../ui/state-view';
import { TextField } from '../../../ui/text-field';
import { Unread } from '../../../ui/unread';
import { OpenDeskGate } from '../desk-gate';
import { type Filter, useCategories, useDistrictComplaints } from './ask-complaints';
import { ComplaintRows } from './complaint-rows';
import './complaint-desk.css';
import { CountsCard } from './counts-card';
import { FilterSheet } from './filter-sheet';
import { type Narrowed, narrowedWords } from './filters';
import { numberOf } from './moves';

const title = '投诉举报';
type Group = 'open' | 'newWords' | 'ended';

/** All complaints of an officer's district: how it stands with them, and each by its deadline. */
export function ComplaintsDeskPage(props: { reminder?: ReactNode; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="officer" overlay={props.overlay}>
      {() => <Complaints {...props} />}
    </OpenDeskGate>
  );
}

function Complaints({ reminder, overlay }: { reminder?: ReactNode; overlay?: ReactNode }) {
  const [group, setGroup] = useState<Group>('open');
  const [narrowed, setNarrowed] = useState<Narrowed>({});
  const [isFiltering, setFiltering] = useState(false);
  const [typed, setTyped] = useState('');
  const number = numberOf(typed);
  const words = narrowedWords(narrowed, useCategories());
  const filter: Filter = number === null ? { group, ...narrowed } : { number };
  return (
    <PageShell
      title={title}
      overlay={
        <>
          {isFiltering && (
            <FilterSheet
              narrowed={narrowed}
              onDo={(next) => {
                setNarrowed(next);
                setFiltering(false);
              }}
              onClose={() => setFiltering(false)}
            />
          )}
          {overlay}
        </>
      }
    >
      <CountsCard />
      {reminder}
      <View className="dk-gap">
        <Segmented<Group>
          label="哪些"
          value={group}
          options={[
            { value: 'open', text: '在办' },
            { value: 'newWords', text: '有补充' },
            { value: 'ended', text: '结束了' },
          ]}
          onChange={setGroup}
        />
      </View>
      <TextField
        id="complaint-number"
        label="按编号找"
        value={typed}
        maxLength={13}
        placeholder="家长说的 12 位数字"
        onChange={setTyped}
      />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
        <Button
          kind={words === null ? 'outline' : 'soft'}
          isSmall
          icon="filter"
          text={words ?? '筛选'}
          label={words === null ? '筛选' : `筛选，现在只看 ${words}`}
          onTap={() => setFiltering(true)}
        />
        {words !== null && <LinkButton text="看全部" onTap={() => setNarrowed({})} />}
      </View>
      <Found filter={filter} isNarrowed={number !== null || words !== null} />
    </PageShell>
  );
}

function Found({ filter, isNarrowed }: { filter: Filter; isNarrowed: boolean }) {
  const query = useDistrictComplaints(filter);
  const { data } = query;
  if (data === undefined)
    return (
      <View className="nc-card dk-gap">
        <Unread label="正在取投诉" read={query} />
      </View>
    );
  if (data.pages.every(({ items }) => items.length === 0))
    return (
      <View className="nc-card dk-gap">
        <StateView
          picture={missingPatch('complaints')}
          title={isNarrowed ? '没有这样的投诉' : '没有投诉'}
          sentence={isNarrowed ? '换个条件，或看全部。' : '有新的会按期限排在这里。'}
        />
      </View>
    );
  return <ComplaintRows pages={{ ...query, data }} onOpen={(id) => goTo('/pages/desk/complaint', { id })} />;
}
