// WeChat's 转发 sends a card of the centre.
export default definePageConfig({ navigationBarTitleText: '机构详情', enableShareAppMessage: true });
