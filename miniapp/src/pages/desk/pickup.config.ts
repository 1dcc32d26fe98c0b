export default definePageConfig({ navigationBarTitleText: '核对接送码' });
