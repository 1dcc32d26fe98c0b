export default definePageConfig({ navigationBarTitleText: '加入家人的家' });
