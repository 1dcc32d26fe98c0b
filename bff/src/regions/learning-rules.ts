/** How recorded classes are learned and live ones attended. */
export type LearningRules = {
  lessons: {
    /** Of the length, which has to be really played before the lesson counts as learned. */
    finishShare: number;
    /** That players offer, the fastest last; faster counts as the fastest. */
    speeds: readonly number[];
    reportSeconds: number;
    /** Who says nothing for longer begins to be counted anew. */
    longestSilenceSeconds: number;
  };
  live: {
    /** A host may begin so long before the time that was announced, and so long after its end at the latest. */
    openMinutesBefore: number;
    latestStartMinutesAfter: number;
    /** A room that its host forgot is ended so long after the end that was announced. */
    endMinutesAfter: number;
    /** Of the session, which a family has to be in the room while it is live. */
    attendedShare: number;
    /** However short a session was, so long has to be attended of it, or its announced length where that is less. */
    leastMinutes: number;
    questionsPerMinute: number;
    questionLength: number;
  };
};

/**
 * The same in all regions so far. ASSUMPTION: no rule was found for any of it; the plans only ask for at least one
 * guidance a year that really took place.
 */
export const assumedLearning: LearningRules = {
  lessons: {
    finishShare: 0.9,
    speeds: [0.75, 1, 1.25, 1.5, 2],
    reportSeconds: 15,
    longestSilenceSeconds: 600,
  },
  live: {
    openMinutesBefore: 30,
    latestStartMinutesAfter: 30,
    endMinutesAfter: 60,
    attendedShare: 0.5,
    leastMinutes: 10,
    questionsPerMinute: 3,
    questionLength: 200,
  },
};
