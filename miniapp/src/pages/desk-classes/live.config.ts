export default definePageConfig({ navigationBarTitleText: '主持直播' });
