export default definePageConfig({ navigationBarTitleText: '选日期' });
