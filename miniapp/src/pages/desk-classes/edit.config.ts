export default definePageConfig({ navigationBarTitleText: '发布一节课' });
