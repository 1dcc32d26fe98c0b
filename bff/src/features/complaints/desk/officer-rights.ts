import type { FamilyKey, FamilyKeys } from '../../../keys/family-keys.js';
import { DomainError } from '../../../lib/domain-error.js';
import type { OfficerDesk } from '../../../plugins/session.js';
import type { DeskHolders } from '../../desk/desk.public.js';
import type { ComplaintDoc, ComplaintsModel } from '../complaints.model.js';
import type { HandledHere } from '../handled-here.js';
import { isReported } from '../reported.rules.js';
import { deskBody } from '../routing.rules.js';
import { wordsAbout } from '../texts.js';
import type { Act } from './officer-moves.js';
import { isAbout, isOfOwnFamily } from './officer-scope.js';

type Deps = {
  complaints: ComplaintsModel;
  handled: HandledHere;
  deskHolders: DeskHolders;
  keys: FamilyKeys;
};
/** What is this desk's to do, if the table allows it, and why everything else isn't. */
export type Rights = { moves: readonly Act['move'][]; refusal: DomainError };
/** Who is at the desk of a complaint's centre. */
export type CentreStaff = { all: number; leftOut: number } | null;

const deciding: readonly Act['move'][] = [
  ...(['accepted', 'refused', 'assigned', 'extended', 'replied', 'noted', 'handedOver', 'joined'] as const),
  'closed',
];

/** What an officer may do with a complaint that it may open. */
export function officerRights({ complaints, handled, deskHolders, keys }: Deps) {
  async function rightsOf(desk: OfficerDesk, doc: ComplaintDoc, key: FamilyKey): Promise<Rights> {
    const onlyNoting = (refusal: DomainError): Rights => ({ moves: ['noted'], refusal });
    const fault = await faultOfFollowers(desk, doc);
    if (fault) return onlyNoting(fault);
    const refusal = new DomainError('complaint_move_refused');
    if (desk.level > doc.handlerLevel) return { moves: ['noted', 'takenOver'], refusal };
    const isIts = await handled.isForLevel(desk.level, doc, key);
    return isIts ? { moves: deciding, refusal } : onlyNoting(refusal);
  }

  /** What is decided here is decided of them as well: nobody decides of the own family, or of itself. */
  async function faultOfFollowers(desk: OfficerDesk, { _id }: ComplaintDoc): Promise<DomainError | null> {
    for (const follower of await complaints.listFollowers(_id)) {
      const key = await keys.find(follower._id);
      if (key && isOfOwnFamily(desk, follower, key)) return new DomainError('own_family');
      if (key && isAbout(desk, follower, key)) return new DomainError('complaint_move_refused');
    }
    return null;
  }

  /** Known before it is given to the centre: there may be nobody who would see it. */
  async function centreStaffOf(doc: ComplaintDoc, key: FamilyKey): Promise<CentreStaff> {
    if (doc.centreId === null) return null;
    const staff = await deskHolders.listStaff(doc.centreId);
    const words = wordsAbout(doc, key);
    return { all: staff.length, leftOut: staff.filter(({ name }) => isReported(name, words)).length };
  }

  return { rightsOf, centreStaffOf };
}

/** To whom it may be assigned: who has a desk here, at which somebody would see it. Others are handed it on paper. */
export function assignableTo(staff: CentreStaff): NonNullable<Act['body']>[] {
  return staff !== null && staff.all > staff.leftOut ? [deskBody, 'centre'] : [deskBody];
}
