export default definePageConfig({ navigationBarTitleText: '录播课' });
