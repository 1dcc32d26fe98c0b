export default definePageConfig({ navigationBarTitleText: '接娃码' });
