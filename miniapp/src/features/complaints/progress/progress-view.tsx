import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Dock } from '../../../ui/dock';
import { FactRows } from '../../../ui/fact-rows';
import { PageShell } from '../../../ui/page-shell';
import { incidentWords } from '../../../ui/words/complaint-words';
import type { Complaint, Reached } from '../ask-complaints';
import { EvidencePackCard } from '../evidence-pack-card';
import '../help.css';
import { useLate } from '../late/late-files';
import { LateNotice } from '../late/late-notice';
import { AddSheet } from './add-sheet';
import { EndCard } from './end-card';
import { EventsCard } from './events-card';
import { FootageCard } from './footage-card';
import { LooksCard } from './looks-card';
import { type ReasonedMove, ReasonSheet } from './reason-sheet';
import { StandCard } from './stand-card';

type ProgressViewProps = {
  of: Reached;
  /** Over all: what is shown is old. */
  notice?: ReactNode;
  overlay?: ReactNode;
  onChanged: (complaint: Complaint) => void;
  /** A refusal said that things have moved on. */
  onStale: () => void;
};

/** The whole of a complaint as its author sees it; an anonymous one differs only in how it is reached. */
export function ProgressView({ of, notice, overlay, onChanged, onStale }: ProgressViewProps) {
  const { complaint } = of;
  const [open, setOpen] = useState<'added' | ReasonedMove | null>(null);
  const late = useLate(({ lates }) => lates.find((one) => one.complaint?.id === complaint.id));
  useAddedOnceThere(late === undefined, onStale);
  const close = () => setOpen(null);
  const acting = {
    of,
    onClose: close,
    onStale,
    onDone: (changed: Complaint) => {
      close();
      onChanged(changed);
    },
  };
  const may = (move: Complaint['may'][number]) => complaint.may.includes(move);
  const isEnded = complaint.clocks.length === 0;
  return (
    <PageShell
      title="投诉进度"
      dock={
        may('added') && (
          <Dock>
            <Button
              className="nc-grow"
              kind={isEnded ? 'outline' : 'solid'}
              icon="plus"
              text="补充"
              onTap={() => setOpen('added')}
            />
          </Dock>
        )
      }
      overlay={
        <>
          {open === 'added' && <AddSheet {...acting} />}
          {open !== null && open !== 'added' && <ReasonSheet {...acting} move={open} />}
          {overlay}
        </>
      }
    >
      {notice}
      {late !== undefined && <LateNotice of={late} />}
      <StandCard of={complaint} />
      <EndCard of={of} onChanged={onChanged} onStale={onStale} onAsk={setOpen} />
      {!isEnded && may('escalated') && (
        <Button
          className="nc-above-12"
          kind="outline"
          text={complaint.nextLevel === null ? '交给上一级' : `超期了，交给${complaint.nextLevel}`}
          onTap={() => setOpen('escalated')}
        />
      )}
      <EventsCard of={of} />
      <FootageCard of={complaint} />
      <Card className="cm-gap" title="投诉内容">
        <FactRows facts={factsOf(complaint)} />
        <View className="nc-small nc-above-8">{complaint.what}</View>
        {complaint.wanted !== null && <View className="nc-small nc-above-8">想要：{complaint.wanted}</View>}
      </Card>
      <LooksCard of={of} />
      <EvidencePackCard of={of} />
      {may('withdrawn') && <LinkButton text="撤回这件投诉" onTap={() => setOpen('withdrawn')} />}
    </PageShell>
  );
}

/** Files that were on their way when this was opened are part of it now. */
function useAddedOnceThere(isAllThere: boolean, onAdded: () => void): void {
  const wasAllThere = useRef(isAllThere);
  const latest = useRef(onAdded);
  latest.current = onAdded;
  useEffect(() => {
    if (isAllThere && !wasAllThere.current) latest.current();
    wasAllThere.current = isAllThere;
  }, [isAllThere]);
}

function factsOf(of: Complaint): [string, string][] {
  const when = incidentWords(of);
  return [
    ['哪里', `${of.place.name}（${of.place.districtName}）`],
    ...(when === null ? [] : ([['什么时候', when]] as [string, string][])),
    ...(of.who === null ? [] : ([['说的是谁', of.who]] as [string, string][])),
    ...(of.affectedChildren === null
      ? []
      : ([['几个孩子', `${of.affectedChildren} 个`]] as [string, string][])),
  ];
}
