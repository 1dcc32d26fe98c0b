/** WeChat wants this component when `tabBar.custom` is set. Our bar is part of each tab page (ui/tab-bar.tsx). */
export default function CustomTabBar() {
  return null;
}
