// WeChat's 转发 sends the invitation; other pages have nothing of a family to send.
export default definePageConfig({ navigationBarTitleText: '家人和接送', enableShareAppMessage: true });
