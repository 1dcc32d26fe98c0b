export default definePageConfig({ navigationBarTitleText: '移送单' });
