export default definePageConfig({ navigationBarTitleText: '放录像' });
