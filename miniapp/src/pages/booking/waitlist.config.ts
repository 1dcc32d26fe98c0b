export default definePageConfig({ navigationBarTitleText: '在排队' });
