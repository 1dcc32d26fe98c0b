/** The browser's own dialogue; what is printed is decided by the page's `@media print`. */
export const printPage: (() => void) | null = () => window.print();
