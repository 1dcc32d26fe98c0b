import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useCentre } from '../../../api/centre';
import type { Desk } from '../../../api/desk';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { OpenDeskGate } from '../desk-gate';
import { useDeskClass } from './ask-classes-desk';
import { emptyForm, formOf, type VenueForm } from './class-form';
import { EditForm } from './edit-form';

type Open = NonNullable<Desk['open']>;

/** Publishing a class, or changing one that is published. */
export function EditClassPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  const title = id === '' ? '发布一节课' : '改这节课';
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {(open) => (
        <PageShell title={title} overlay={overlay}>
          {id === '' ? <NewClass open={open} /> : <Existing id={id} open={open} />}
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

/** A centre's class is at the centre unless it says otherwise. */
function NewClass({ open }: { open: Open }) {
  const read = useCentre(open.centre?.id ?? '');
  const { centre } = read;
  if (open.centre !== null && centre === null)
    return (
      <View className="nc-card">
        <Unread label="正在看你们在哪里" read={read} />
      </View>
    );
  const card = centre?.card ?? null;
  const home: VenueForm | null =
    card === null
      ? null
      : { kind: 'centre', name: card.name, address: card.address, lat: card.point.lat, lng: card.point.lng };
  const form = emptyForm(open.today);
  return (
    <EditForm
      of={null}
      initial={home === null ? form : { ...form, venue: home }}
      home={home}
      today={open.today}
    />
  );
}

function Existing({ id, open }: { id: string; open: Open }) {
  const read = useDeskClass(id);
  const { data: of } = read;
  if (of === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取这节课" read={read} />
      </View>
    );
  // Changed elsewhere meanwhile: the form begins anew from what stands.
  return <EditForm key={of.rev} of={of} initial={formOf(of)} home={null} today={open.today} />;
}
