import { oneOf } from './common.js';

/** The seven areas of care that classes, experts and home visits are about (托育机构保育指导大纲(试行), 2021). */
export const Topic = oneOf(
  ['nutrition', 'sleep', 'habits', 'motor', 'language', 'cognition', 'social'],
  '营养与喂养、睡眠、生活与卫生习惯、动作、语言、认知、情感与社会性',
);
