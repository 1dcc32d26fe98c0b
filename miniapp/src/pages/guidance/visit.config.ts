export default definePageConfig({ navigationBarTitleText: '入户指导' });
