export default definePageConfig({ navigationBarTitleText: '加接送的人' });
