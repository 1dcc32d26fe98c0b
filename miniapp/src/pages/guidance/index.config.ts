export default definePageConfig({ navigationBarTitleText: '育儿指导' });
