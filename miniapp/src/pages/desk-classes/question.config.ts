export default definePageConfig({ navigationBarTitleText: '家长的问题' });
