/** What the page that asks for the last tap says, for a new booking and for a change of one. */
export type DockWords = {
  title: string;
  confirm: string;
  placing: string;
  slow: string;
  lost: string;
  ranOut: string;
  /** `isAsking`: the centre has to accept it first. */
  terms: (of: { nickname: string; isAsking: boolean }) => string;
};

export const bookWords: DockWords = {
  title: '确认预约',
  confirm: '确认预约',
  placing: '正在占位',
  slow: '网慢，还在占位，别重复按',
  lost: '不知道占到没有。再按一次，只会约一次。',
  ranOut: '位置还没有占',
  terms: ({ nickname, isAsking }) =>
    isAsking
      ? `按下后位置先给${nickname}留着，等机构答复`
      : `按下即同意上面的取消规则，名额立刻留给${nickname}`,
};

export const changeWords: DockWords = {
  title: '确认改时间',
  confirm: '改到这个时间',
  placing: '正在改',
  slow: '网慢，还在改，别重复按',
  lost: '不知道改好没有。再按一次，只会改一次。',
  ranOut: '还没有改，原来的时间还在',
  terms: () => '按下即同意上面的取消规则，占到新位置才让出原来的',
};
