export default definePageConfig({ navigationBarTitleText: '指导覆盖' });
