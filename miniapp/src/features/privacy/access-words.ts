import type { Access } from './use-accesses';

const whatWords: Readonly<Record<Access['what'], (child: string) => string>> = {
  roster: (child) => `看了当天名单，里面有${child}`,
  identified: (child) => `帮忙约之前，看了${child}的名字和月龄`,
  booked: (child) => `帮${child}约了托`,
  checkedIn: (child) => `登记了${child}到园`,
  checkedOut: (child) => `登记了${child}被接走`,
  noShow: (child) => `登记了${child}没来`,
  cancelled: (child) => `取消了${child}的预约`,
  temporary: (child) => `看了${child}的临时托申请`,
  answered: (child) => `答复了${child}的临时托`,
  pickup: (child) => `核对了${child}的接娃码`,
  feeReduction: (child) => `看了${child}的减免申请`,
  enrolment: (child) => `看了${child}的入托申请`,
  classSignUp: (child) => `看了${child}的课堂报名`,
  classComment: (child) => `核对了${child}上课后你写的评价`,
  expertQuestion: (child) => `看了关于${child}的提问`,
  homeVisit: (child) => `看了${child}的入户指导申请`,
  homeAddress: () => '看了你家的地址和手机号，准备上门',
  proof: (child) => `看了${child}的减免证明`,
};

/** Who, in the order families know: the place, then the person. */
export const whoWords = ({ placeName, byName }: Access) => `${placeName} ${byName}`;

export const accessWords = ({ what }: Access, child: string) => whatWords[what](child);
