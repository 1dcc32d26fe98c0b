export default definePageConfig({ navigationBarTitleText: '核对接娃码' });
