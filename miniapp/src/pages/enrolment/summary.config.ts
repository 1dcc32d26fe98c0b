export default definePageConfig({ navigationBarTitleText: '入托摘要' });
