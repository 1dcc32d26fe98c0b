export default definePageConfig({ navigationBarTitleText: '请老师来家里' });
