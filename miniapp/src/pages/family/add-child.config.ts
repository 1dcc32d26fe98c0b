export default definePageConfig({ navigationBarTitleText: '加孩子' });
