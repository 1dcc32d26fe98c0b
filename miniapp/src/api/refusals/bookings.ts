import { fine, instead, type Messages, nearby, otherDay, phone } from './message';

/** About finding a centre and booking a day. */
export const bookings = {
  place_unknown: {
    title: '不认识这个地方',
    sentence: '换个写法，或在地图上选。',
    actions: [{ step: 'pickOnMap', label: '在地图上选' }],
  },
  radius_too_large: {
    title: '找得太远了',
    sentence: '最远 {n} 公里。',
    actions: [{ step: 'widen', label: '改成 {n} 公里' }],
  },
  too_many_saved_centres: {
    title: '收藏满了',
    sentence: '最多收藏 {n} 家，先取消几家。',
    actions: [fine],
  },
  centre_not_filed: {
    title: '查不到这家的备案',
    sentence: '没有备案的机构不能在这里约。',
    actions: [{ step: 'seeNearby', label: '看附近已备案的' }],
  },
  centre_suspended: {
    title: '这家暂停服务了',
    sentence: '{date} 起暂停，原因：{reason}。',
    actions: [nearby, phone],
  },
  centre_closed_day: {
    title: '这天闭园',
    sentence: '{reason}。',
    actions: [{ step: 'changeDate', label: '换一天' }, nearby],
  },
  date_in_past: {
    title: '这一天已经过了',
    sentence: '选今天或以后的日子。',
    actions: [instead, otherDay],
  },
  date_is_holiday: {
    title: '这天放假',
    sentence: '{holiday}，机构不开门。最近的开门日是 {date}。',
    actions: [otherDay],
  },
  date_too_far: {
    title: '太远了，还不能约',
    sentence: '最远可以约到 {date}。',
    actions: [instead, otherDay],
  },
  mode_not_offered: {
    title: '这家没有{mode}',
    sentence: '这家有：{modes}。',
    actions: [instead, nearby, phone],
  },
  outside_opening_hours: {
    title: '这个时间不开门',
    sentence: '开门时间 {from}–{to}。',
    actions: [instead, { step: 'changeDate', label: '改时间' }],
  },
  duration_not_allowed: {
    title: '时间太短或太长',
    sentence: '{mode}一次 {min} 到 {max} 小时。',
    actions: [instead, { step: 'changeDate', label: '改时间' }],
  },
  not_on_grid: {
    title: '这家按整点收',
    sentence: '从整点到整点。',
    actions: [instead, { step: 'changeDate', label: '改时间' }],
  },
  notice_too_short: {
    title: '离开始太近了',
    sentence: '要提前 {notice}约。',
    actions: [instead, { step: 'changeDate', label: '改时间' }, nearby],
  },
  weekly_limit_reached: {
    title: '这周的临时托用完了',
    sentence: '每周最多 {n} 次，{date} 起又可以约。',
    actions: [instead, nearby],
  },
  late_stay_not_offered: {
    title: '这家不能晚接',
    sentence: '全天到 {to}，请在那之前接走。',
    actions: [instead, nearby],
  },
  no_price_line: {
    title: '这家没有单次价格',
    sentence: '只收按月的孩子，打电话问问。',
    actions: [instead, phone, nearby],
  },
  no_place_left: {
    title: '最后一个位置刚被约走',
    sentence: '没有产生费用。还有这些办法。',
    actions: [{ step: 'changeDate', label: '换一天' }, nearby],
  },
  others_are_waiting: {
    title: '这个位置有人在等',
    sentence: '要先让排队的家庭选。你们可以排第 {n} 位。没有产生费用。',
    actions: [{ step: 'changeDate', label: '换一天' }, nearby],
  },
  offer_gone: {
    title: '这个位置没有了',
    sentence: '可能过了保留的时间，或已经答复过了。',
    actions: [{ step: 'changeDate', label: '换一天' }, nearby],
  },
  offer_taken: {
    title: '这个位置已经接受了',
    sentence: '不去了，就在预约里取消那一条。',
    actions: [{ step: 'seeBookings', label: '看我的预约' }],
  },
  place_is_free: {
    title: '现在有位置',
    sentence: '不用排，直接约就行。',
    actions: [{ step: 'requote', label: '去约' }],
  },
  already_waiting: {
    title: '已经在排了',
    sentence: '这个时间已经在排队，在预约里看。',
    actions: [{ step: 'seeBookings', label: '看我的预约' }],
  },
  child_already_booked: {
    title: '{child}这段时间已经有安排',
    sentence: '{centre} {time}。要换成这家，先取消那一条。',
    actions: [
      { step: 'seeBookings', label: '看那条预约' },
      { step: 'changeDate', label: '换一天' },
    ],
  },
  quote_expired: {
    title: '价格过了保留时间',
    sentence: '重新算一下，位置还没有占。',
    actions: [{ step: 'requote', label: '重新算价' }],
  },
  not_booked_today: {
    title: '今天没有这条预约',
    sentence: '可能是别的日子的，或已经取消了。看一下今天的名单。',
    actions: [fine],
  },
  cancel_too_late: {
    title: '过了可以取消的时间',
    sentence: '{time} 前能取消。有急事请打园方电话。',
    actions: [phone],
  },
  change_too_late: {
    title: '这次预约不能改了',
    sentence: '已经开始或已经结束的不能改时间。有急事请打园方电话。',
    actions: [{ step: 'seeBookings', label: '看我的预约' }, phone],
  },
  changing: {
    title: '正在改另一个时间',
    sentence: '原来的时间还在。等一分钟，看一下改成了什么。',
    actions: [{ step: 'seeBookings', label: '看我的预约' }],
  },
  same_as_booked: {
    title: '和现在的一样',
    sentence: '换一天，或换个时间。',
    actions: [{ step: 'changeDate', label: '换一天' }],
  },
  no_show_too_early: { title: '还早', sentence: '{time} 以后还没来，才能记没来。', actions: [fine] },
  absence_too_late: {
    title: '这次照护已经结束了',
    sentence: '要说明情况，请给园方打电话。',
    actions: [phone],
  },
  survey_closed: { title: '现在不能评价', sentence: '照护结束后 {n} 天内可以评价。', actions: [fine] },
  location_refused: {
    title: '不给位置也能找',
    sentence: '选个地方就行，比如家、单位、地铁站。',
    actions: [{ step: 'pickOnMap', label: '在地图上选地方' }],
  },
} as const satisfies Messages;
