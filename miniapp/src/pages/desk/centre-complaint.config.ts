export default definePageConfig({ navigationBarTitleText: '要答复的投诉' });
