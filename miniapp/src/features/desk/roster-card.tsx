import { View } from '@tarojs/components';
import { LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Picture } from '../../ui/picture';
import { rosterBars } from '../../ui/pictures/roster-bars';
import { StepButtons } from '../../ui/step-buttons';
import { nearDayWords } from '../../ui/words/civil-words';
import type { Roster } from './ask-desk';
import { lineWords, phoneClock, rosterSentence } from './desk-words';

const pictureHeight = 112;

/** Children per half hour against the places of that day, and the way to other days. */
export function RosterCard(props: {
  roster: Roster;
  today: string;
  canGoOn: boolean;
  onDay: (step: -1 | 1) => void;
  onPlaces: () => void;
}) {
  const { roster, today } = props;
  const isToday = roster.date === today;
  const now = isToday ? phoneClock() : null;
  const sentence = rosterSentence(roster, now);
  const day = nearDayWords(roster.date, today);
  return (
    <Card className="dk-gap">
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-heading nc-grow" role="status">
          {roster.isOpen ? sentence : '这天不开门'}
        </View>
        <StepButtons
          back="前一天"
          on="后一天"
          canGoBack={!isToday}
          canGoOn={props.canGoOn}
          onStep={props.onDay}
        />
      </View>
      {roster.isOpen ? (
        <>
          <Picture
            className="nc-above-4"
            svg={rosterBars({ presence: roster.presence, places: roster.places, now })}
            height={pictureHeight}
            label={`${day}每半小时的孩子，${sentence}`}
          />
          {roster.isOverbooked && (
            <Notice tone="apricot" icon="warning" className="nc-above-8">
              已约 {roster.children.length + roster.enrolled.length} 个，不会赶走任何人，这天标为超员。
            </Notice>
          )}
          {roster.line.length > 0 && <View className="nc-small nc-above-8">{lineWords(roster)}</View>}
          <View className="nc-row nc-between nc-wrap nc-gap-8">
            <View className="nc-caption">
              {roster.places === roster.usualPlaces
                ? `平时也是 ${roster.usualPlaces} 个托位`
                : `平时 ${roster.usualPlaces} 个托位，这天另定`}
            </View>
            <LinkButton text="改这天的托位" onTap={props.onPlaces} />
          </View>
        </>
      ) : (
        <View className="nc-small">{roster.closedReason ?? '这天休息。'}</View>
      )}
    </Card>
  );
}
