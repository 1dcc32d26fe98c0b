import type { ReactNode } from 'react';
import type { Desk } from '../../api/desk';
import { DeskGate } from './desk-gate';
import { OfficerDesk } from './officer-desk';
import { OpenDeskPage } from './open-desk';
import { StaffDesk } from './staff-desk';

/** 工作台: joins, opens, and then what the role has to do. */
export function DeskPage({ overlay }: { overlay?: ReactNode }) {
  return (
    <DeskGate title="工作台" overlay={overlay}>
      {(desk) => <DeskOf desk={desk} overlay={overlay} />}
    </DeskGate>
  );
}

function DeskOf({ desk, overlay }: { desk: Desk; overlay?: ReactNode }) {
  const { open } = desk;
  if (open === null) return <OpenDeskPage memberships={desk.memberships} overlay={overlay} />;
  const { centre, district } = open;
  if (centre !== null) return <StaffDesk open={{ ...open, centre }} overlay={overlay} />;
  return <OfficerDesk open={open} name={district?.name ?? ''} overlay={overlay} />;
}
