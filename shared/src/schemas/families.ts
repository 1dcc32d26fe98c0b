import { Type } from 'typebox';
import { CivilDate, Id, Instant, oneOf, strict } from './common.js';

/** The practical minimum about a child (PIPL art. 6, 28): what to call it and how old it is. */
export const NewChild = strict({
  nickname: Type.String({ minLength: 1, maxLength: 12, pattern: '^\\S(.*\\S)?$' }),
  birthOn: CivilDate,
  sex: Type.Optional(oneOf(['girl', 'boy'])),
});
export const AgeGroup = oneOf(['infant', 'juniorToddler', 'seniorToddler', 'mixedAge']);
export const Child = strict({
  id: Id,
  nickname: Type.String(),
  birthOn: CivilDate,
  sex: Type.Optional(oneOf(['girl', 'boy'])),
  ageMonths: Type.Integer({ description: 'Whole months today' }),
  addedAt: Instant,
});
export const Family = strict({ id: Id, phoneTail: Type.String(), children: Type.Array(Child) });
