export default definePageConfig({ navigationBarTitleText: '给老人的打印卡' });
