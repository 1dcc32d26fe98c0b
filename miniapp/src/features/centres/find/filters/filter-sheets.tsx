export { EveryFilterSheet as FilterSheets } from './every-filter-sheet';
