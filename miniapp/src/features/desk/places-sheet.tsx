import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { nearDayWords } from '../../ui/words/civil-words';
import { askDesk, keepRoster, type Roster } from './ask-desk';
import { NumberSheet } from './number-sheet';

/** The places of one day. Fewer than are booked turns nobody away, and that is said before. */
export function PlacesSheet(props: { roster: Roster; today: string; onClose: () => void }) {
  const { roster } = props;
  const write = useWrite();
  const most = Math.max(0, ...roster.presence.map(({ children }) => children));
  const set = (places: number) =>
    write.run(async () => {
      const params = { groupId: roster.groupId };
      keepRoster(await askDesk('deskSetPlaces', { params, body: { date: roster.date, places } }));
      props.onClose();
    });
  return (
    <NumberSheet
      title={`${nearDayWords(roster.date, props.today)}的托位`}
      label="托位"
      from={roster.places}
      min={0}
      text={(value) => `${value} 个托位`}
      doText={(value) => `定为 ${value} 个`}
      busyText="正在改"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={(value) => void set(value)}
      onClose={props.onClose}
    >
      {(value) =>
        value < most
          ? `这天最多时有 ${most} 个孩子。不会赶走任何人，这天标为超员，不再接新的。`
          : `只改这一天。平时 ${roster.usualPlaces} 个。`
      }
    </NumberSheet>
  );
}
