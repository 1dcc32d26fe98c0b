export default definePageConfig({ navigationBarTitleText: '发接娃码' });
