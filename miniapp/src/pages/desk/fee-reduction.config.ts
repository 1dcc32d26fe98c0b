export default definePageConfig({ navigationBarTitleText: '减免申请' });
