/** What a single stay of each mode is paid by. A centre that sells none of these offers enrolment by the month instead. */
export const datedUnits = { fullDay: 'day', halfDay: 'halfDay', hourly: 'hour', temporary: 'visit' } as const;
