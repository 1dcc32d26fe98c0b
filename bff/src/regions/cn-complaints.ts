import type { ComplaintRules, Promises } from './complaint-rules.js';

// ASSUMPTION: no rule gives the clocks of such a service. Stricter than 12315 and 信访, near to what 12345 promises.
const ordinary: Promises = {
  ...{ accept: { workdays: 3 }, reply: { workdays: 7 }, finish: { workdays: 15 } },
  ...{ extension: { workdays: 15 }, remindAtPercent: 70 },
  ...{ lateAgain: { workdays: 5 }, lateSeldom: { workdays: 20 } },
};
const urgent: Promises = {
  ...{ ...ordinary, accept: { hours: 1 }, reply: { hours: 24 }, finish: { hours: 72 } },
  ...{ lateAgain: { hours: 24 }, lateSeldom: { hours: 168 } },
};

export const chinaComplaints: ComplaintRules = {
  // ASSUMPTION: who looks after which (三(三)3 of the county plan names the departments, not the categories). Health is
  // the department in charge and alone has a desk here, so it comes first, and passes on to the others.
  categories: [
    { code: 'abuse', label: '虐待、体罚', level: 'urgent', bodies: ['health', 'police'] },
    { code: 'injury', label: '受伤、事故', level: 'urgent', bodies: ['health'] },
    { code: 'foodSafety', label: '食物中毒、食品安全', level: 'urgent', bodies: ['health', 'market'] },
    { code: 'fireSafety', label: '消防、房屋安全', level: 'urgent', bodies: ['health', 'fire'] },
    {
      ...{ code: 'infection', label: '传染病', level: 'normal', bodies: ['health'] },
      // ASSUMPTION: from the second child on it spreads.
      urgentFromChildren: 2,
    },
    { code: 'wrongPickup', label: '走失、接错', level: 'urgent', bodies: ['health', 'police'] },
    { code: 'closure', label: '关停跑路', level: 'urgent', bodies: ['health', 'market', 'police'] },
    { code: 'unfiled', label: '没有备案、没有资质', level: 'normal', bodies: ['health'] },
    { code: 'overRatio', label: '超班额、老师不够', level: 'normal', bodies: ['health'] },
    { code: 'feeRefund', label: '收费、退费', level: 'normal', bodies: ['health', 'market'] },
    { code: 'contract', label: '合同、虚假宣传', level: 'normal', bodies: ['health', 'market'] },
    { code: 'hygiene', label: '卫生保健', level: 'normal', bodies: ['health'] },
    { code: 'service', label: '服务态度、沟通', level: 'normal', bodies: ['centre', 'health'] },
    { code: 'privacy', label: '隐私、视频泄露', level: 'normal', bodies: ['health', 'cyberspace', 'police'] },
    { code: 'class', label: '课程、活动', level: 'normal', bodies: ['health', 'organiser'] },
  ],
  bodies: [
    { code: 'health', name: '卫生健康部门' },
    { code: 'market', name: '市场监管部门' },
    { code: 'police', name: '公安机关' },
    { code: 'fire', name: '消防救援机构' },
    { code: 'cyberspace', name: '网信部门' },
    { code: 'centre', name: '托育机构' },
    { code: 'organiser', name: '课程主办方' },
    { code: 'hotline', name: '12345 热线' },
  ],
  promises: { normal: ordinary, urgent },
  higherLevels: ['市卫生健康委员会', '省卫生健康委员会'],
  outsideChannels: [
    {
      ...{ name: '12315 消费投诉', number: '12315', accept: '7 个工作日内告知是否受理' },
      ...{ finish: '45 个工作日内调解', source: '市场监督管理投诉举报处理暂行办法' },
    },
    {
      ...{ name: '信访', number: null, accept: '15 天内书面告知' },
      ...{ finish: '60 天，最多延长 30 天', source: '信访工作条例' },
    },
    {
      ...{ name: '12345 政务热线', number: '12345', accept: '危及生命安全的 1 小时内派单' },
      ...{ finish: '一般 7 天，疑难 15 天（北京征求意见稿）', source: '北京接诉即办标准，各地不同' },
    },
  ],
  // 托育机构管理规范（试行）第三十二条.
  footageDays: 90,
  // ASSUMPTION: a month, so that what was promised can show.
  reopenDays: 30,
  // ASSUMPTION: three years, as for other records of handling (PIPL art. 56).
  keepYears: 3,
  cannedTexts: [
    { move: 'accepted', text: '收到了，正在核实。' },
    { move: 'refused', text: '这件事不归我们管，可以找下面写的部门。' },
    { move: 'assigned', text: '请核实情况，把处理结果写在这里。' },
    { move: 'extended', text: '核实还需要时间，办完会告诉你。' },
    { move: 'replied', text: '已经到现场看过，情况如下：' },
    { move: 'closed', text: '机构已经整改，我们会回头再看。' },
  ],
};
