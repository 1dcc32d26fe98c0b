export default definePageConfig({ navigationBarTitleText: '各区办得怎么样' });
