/**
 * Signs for which one calls an ambulance and doesn't wait for an expert. Rather one too many: who is asked once more
 * loses a tap. ASSUMPTION: no list for lay people was found; these are what first-aid courses for parents begin with.
 */
const urgentSigns: readonly RegExp[] = [
  /抽搐|惊厥|抽风|翻白眼/,
  /昏迷|昏倒|晕倒|休克|没有?意识|失去意识|叫不醒|喊不醒|没(有)?反应/,
  /(呼吸|喘气?).{0,4}(困难|停|不了|不上)|喘不上|不喘气|没有?呼吸|憋气|窒息/,
  /噎(住|着)|呛(住|着)|卡(住|在)(了)?.{0,4}(喉|嗓|气)|(喉咙|嗓子|气管).{0,4}卡/,
  /(嘴唇?|脸|口唇|全身).{0,3}(发紫|发青|青紫|变紫)/,
  /误(食|服|吞)|吞(了|下).{0,6}(电池|磁|针|硬币|药|洗衣)|喝(了|下).{0,6}(农药|洁厕|清洁|消毒|酒精)|中毒/,
  /大出血|(血|出血).{0,4}止不住|流.{0,2}(很多|好多)血/,
  /烫伤|烧伤|触电|溺水|掉(进|到|下).{0,4}(水|井|池|河|楼)|坠(楼|床)|从.{0,8}(楼|窗|高处).{0,4}(摔|掉|坠)/,
  /摔.{0,12}(呕吐|吐了|昏|晕|嗜睡)|头.{0,6}(摔|磕|撞).{0,12}(呕吐|吐|昏|晕)/,
  /高(烧|热).{0,3}不退|(烧到?|体温).{0,3}(39\.[5-9]|4[0-2](?!\d))/,
  /不想活|自杀|轻生|想(掐|摔|打)死/,
];

/** Whether the words speak of an emergency. */
export function looksUrgent(text: string): boolean {
  const words = text.replace(/\s+/g, '');
  return urgentSigns.some((sign) => sign.test(words));
}
