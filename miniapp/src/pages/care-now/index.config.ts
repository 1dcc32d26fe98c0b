export default definePageConfig({ navigationBarTitleText: '今天谁能帮我带两小时？' });
