export default definePageConfig({ navigationBarTitleText: '投诉与求助' });
