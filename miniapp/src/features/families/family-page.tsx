import { type ReactNode, useState } from 'react';
import type { Family, FamilyCard, Pickup } from '../../api/family';
import { PageShell } from '../../ui/page-shell';
import { CardsCard, RevokeCardSheet } from './cards-card';
import './family-home.css';
import { FeeReductionsCard } from './fee-reductions-card';
import { GuardiansCard } from './guardians-card';
import { InvitationCodeSheet, InviteSheet } from './invite-sheet';
import { useInvitationCode } from './issued-invitation';
import { PickupsCard } from './pickups-card';
import { RemovePickupSheet } from './remove-pickup-sheet';
import { WithFamily } from './with-family';

const title = '家人和接送';

/** 家人和接送: guardians, adults who may collect, printed cards, fee reductions. */
export function FamilyPage({ overlay }: { overlay?: ReactNode }) {
  return (
    <WithFamily title={title} overlay={overlay}>
      {(family, offline) => <FamilyContent family={family} offline={offline} overlay={overlay} />}
    </WithFamily>
  );
}

function FamilyContent(props: { family: Family; offline: ReactNode; overlay?: ReactNode }) {
  const { family } = props;
  const [open, setOpen] = useState<'none' | 'invite' | 'code'>('none');
  const [leaving, setLeaving] = useState<Pickup | null>(null);
  const [stopping, setStopping] = useState<FamilyCard | null>(null);
  const close = () => setOpen('none');
  const issued = useInvitationCode(family.invitations[0]?.id);
  return (
    <PageShell
      title={title}
      overlay={
        <>
          <InviteSheet
            isOpen={open === 'invite'}
            made={family.invitations.map(({ id }) => id).join()}
            onClose={close}
            onInvited={() => setOpen('code')}
          />
          <InvitationCodeSheet issued={issued} isOpen={open === 'code'} onClose={close} />
          <RevokeCardSheet card={stopping} onClose={() => setStopping(null)} />
          <RemovePickupSheet pickup={leaving} onClose={() => setLeaving(null)} />
          {props.overlay}
        </>
      }
    >
      {props.offline}
      <GuardiansCard family={family} onInvite={() => setOpen('invite')} onShowCode={() => setOpen('code')} />
      <PickupsCard family={family} onRemove={setLeaving} />
      <CardsCard family={family} onRevoke={setStopping} />
      <FeeReductionsCard family={family} />
    </PageShell>
  );
}
