/** The words parents know for the contract’s names (docs/glossary.md). */
export const careModeWords = {
  fullDay: '全日托',
  halfDay: '半日托',
  hourly: '计时托',
  temporary: '临时托',
} as const;

export const ageGroupWords = {
  infant: '乳儿班',
  juniorToddler: '托小班',
  seniorToddler: '托大班',
  mixedAge: '混合班',
} as const;

export const operatorTypeWords = {
  public: '公办',
  community: '社区办',
  employer: '单位办',
  kindergarten: '幼儿园托班',
  medical: '医院办',
  private: '社会办',
  familyCarePoint: '家庭托育点',
} as const;

export const legalNatureWords = {
  publicInstitution: '事业单位',
  nonProfit: '非营利',
  forProfit: '营利性',
  unknown: null,
} as const;

/** How care was, in one word (满意度). */
export const satisfactionWords = { satisfied: '满意', fair: '一般', unsatisfied: '不满意' } as const;
