// WeChat's 转发 sends a card of the class.
export default definePageConfig({ navigationBarTitleText: '课', enableShareAppMessage: true });
